import { expect, it } from 'vitest';
import { setAsideWarnings } from './run-outcome.ts';

it('says how many bills were set aside, in the number they are', () => {
  expect(setAsideWarnings(0)).toEqual([]);
  expect(setAsideWarnings(1)).toEqual([
    {
      en: '1 bill could not be read and was set aside with its reason; all others are stored.',
      fr: '1 addition illisible a été mise de côté avec sa raison ; toutes les autres sont enregistrées.',
    },
  ]);
  expect(setAsideWarnings(2)).toEqual([
    {
      en: '2 bills could not be read and were set aside with their reason; all others are stored.',
      fr: '2 additions illisibles ont été mises de côté avec leur raison ; toutes les autres sont enregistrées.',
    },
  ]);
});
