import { expect, it } from 'vitest';
import { readTyped, toTyped } from './report-fields.ts';

const names = { categories: ['Food', ''], tenders: ['Visa'] };
const report = {
  netMinor: 1250,
  taxMinor: null,
  categories: [{ name: '', netMinor: 1250 }],
  tenders: null,
};

it('gives back the report that was shown, empty fields as unknown and not as zero', () => {
  expect(readTyped(toTyped(report, 2), names, 2)).toEqual({ report });
  expect(readTyped({}, names, 2)).toEqual({
    report: { netMinor: null, taxMinor: null, categories: null, tenders: null },
  });
});

it('names every field that holds no amount', () => {
  expect(readTyped({ net: 'x', 'tender Visa': '1,234' }, names, 2)).toEqual({
    wrong: ['tender Visa', 'net'],
  });
});
