import { expect, it } from 'vitest';
import type { ResyncPreview } from '../../api/integration.types.ts';
import { renderedText } from '../../i18n/rendered.test-support.tsx';
import { PreviewEntry } from './preview-entry.tsx';

const integration = { providerName: 'Cluster', nickname: null };
const sums = (netMinor: number) => ({ orders: 3, netMinor });

function shown(was: { orders: number; netMinor: number } | null, language: 'en' | 'fr' = 'en') {
  const preview: ResyncPreview = {
    ...{ ordersNew: 3, ordersChanged: 0, ordersGone: 0, ordersUnchanged: 0 },
    days: [
      {
        ...{ businessDate: '2026-05-13', was, now: sums(4200) },
        ...{ ordersNew: 3, ordersChanged: 0, ordersGone: 0 },
      },
    ],
  };
  return renderedText(
    <PreviewEntry
      {...{ integration, preview }}
      {...{ currency: 'CAD', venueId: 'v', isOneDay: true }}
    />,
    language,
  );
}

it('says of a day that was never read that it was not read, which is not zero', () => {
  expect(shown(null)).toContain('Was not read yet → Now $42.00');
  expect(shown(null, 'fr')).toContain('Avant pas encore lue → Maintenant 42,00 $');
  expect(shown(sums(0))).toContain('Was $0.00 → Now $42.00');
});
