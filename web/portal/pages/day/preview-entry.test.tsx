import { expect, it } from 'vitest';
import type { ResyncPreview } from '../../api/integration.types.ts';
import { renderedText } from '../../i18n/rendered.test-support.tsx';
import { PreviewEntry } from './preview-entry.tsx';

const integration = { providerName: 'Cluster', nickname: null };
const sums = (netMinor: number) => ({ orders: 3, netMinor });

function shown(
  was: { orders: number; netMinor: number } | null,
  language: 'en' | 'fr' = 'en',
  held: { isApproved?: boolean; isWaiting?: boolean } = {},
) {
  const preview: ResyncPreview = {
    ...{ ordersNew: 3, ordersChanged: 0, ordersGone: 0, ordersUnchanged: 0 },
    days: [
      {
        ...{ businessDate: '2026-05-13', was, now: sums(4200) },
        ...{ isApproved: false, isWaiting: false, ...held },
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

it('says of an approved day that its bills are held back, and what they would make of it', () => {
  const english = shown(sums(17_985), 'en', { isApproved: true });
  expect(english).toContain(
    'May 13 is approved: 3 bills differ (-$137.85). They are held back until somebody reopens the day.',
  );
  expect(english).toContain('Was $179.85 → Would be $42.00 3 new, 0 changed, 0 gone');
  expect(shown(sums(17_985), 'fr', { isApproved: true })).toContain(
    'La journée du 13 mai est approuvée : 3 additions diffèrent (-137,85 $). Elles sont retenues tant que personne ne rouvre la journée.',
  );
});

it('says of a day that shares a moved bill with an approved one what it waits for', () => {
  const english = shown(sums(0), 'en', { isWaiting: true });
  expect(english).toContain(
    'May 13 shares a moved bill with an approved day: it changes once somebody reopens that day.',
  );
  expect(english).toContain('Was $0.00 → Would be $42.00');
  expect(shown(sums(0), 'fr', { isWaiting: true })).toContain('elle change dès que celle-ci');
});
