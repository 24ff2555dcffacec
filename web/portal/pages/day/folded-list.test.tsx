import { expect, it } from 'vitest';
import { renderedText } from '../../i18n/rendered.test-support.tsx';
import { FoldedList } from './folded-list.tsx';

const shown = (count: number, language: 'en' | 'fr' = 'en') => {
  const entries = Array.from({ length: count }, (_none, at) => `<${at + 1}>`);
  return renderedText(
    <FoldedList as="ul" entries={entries} className="">
      {(text, entry) => (
        <li {...entry} key={text}>
          {text}
        </li>
      )}
    </FoldedList>,
    language,
  );
};

it('folds a long list and says how long it is', () => {
  expect(shown(170)).toMatch(/8.*Show all 170 changes$/);
  expect(shown(170)).not.toMatch(/\b9\b/);
  expect(shown(1700, 'fr')).toMatch(/Afficher les 1\s700 changements$/);
});

it('shows a list whole of which little would be folded', () => {
  expect(shown(10)).toMatch(/10/);
  expect(shown(10)).not.toContain('Show');
});
