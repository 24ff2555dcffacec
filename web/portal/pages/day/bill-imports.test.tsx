import { expect, it } from 'vitest';
import { renderedText } from '../../i18n/rendered.test-support.tsx';
import { BillImports } from './bill-imports.tsx';

const monday = '2026-05-11T16:00:00.000Z';
const tuesday = '2026-05-12T16:00:00.000Z';

const shown = (
  times: { importedAt: string; firstImportedAt?: string },
  language: 'en' | 'fr' = 'en',
) =>
  renderedText(
    <BillImports order={{ ...times, run: null }} venueId="venue" timeZone="UTC" />,
    language,
  );

it('tells the first import of a bill from its last change', () => {
  const changed = { importedAt: tuesday, firstImportedAt: monday };
  expect(shown(changed)).toMatch(/^Last changed May 12, .* First imported May 11, /);
  expect(shown(changed, 'fr')).toMatch(/^Dernier changement 12 mai.* Première importation 11 mai/);
});

it('says one thing of a bill that has not changed since', () => {
  expect(shown({ importedAt: monday, firstImportedAt: monday })).toMatch(/^First imported May 11/);
  expect(shown({ importedAt: monday, firstImportedAt: monday })).not.toContain('Last changed');
});

it('does not claim a first import that the server did not tell', () => {
  expect(shown({ importedAt: tuesday })).toMatch(/^Imported from the till May 12/);
});
