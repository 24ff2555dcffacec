import { describe, expect, it } from 'vitest';
import type { TillReport } from '../../../api/reconciliation.ts';
import type { DayDetail } from '../../../api/sales.types.ts';
import { draftOf, emptyRow, type ReportDraft, readDraft } from './report-draft.ts';

const day = {
  taxes: [{ name: 'Tax', amountMinor: 100 }],
  categories: [
    { name: 'Food', quantity: '1', netMinor: 100 },
    { name: '', quantity: '1', netMinor: 100 },
  ],
  tenders: [{ name: 'Crédit', amountMinor: 200, tipMinor: 0, count: 1 }],
} as unknown as DayDetail;
const nothing: TillReport = {
  ...{ netMinor: null, taxMinor: null, taxes: null, categories: null, tenders: null },
};
const draft = (...reports: Partial<TillReport>[]): ReportDraft =>
  draftOf(
    day,
    reports.map((report) => ({ ...nothing, ...report })),
    2,
  );
const named = ({ rows }: ReportDraft) =>
  rows.map(({ name, amount, isOurs }) => [name, amount, isOurs]);

describe('the form of a closing report', () => {
  it('has our names, and a row of its own for each name only a report tells', () => {
    const told = draft({
      taxes: [{ name: 'Liquor tax', amountMinor: 40 }],
      categories: [{ name: '', netMinor: 1250 }],
      tenders: [
        { name: ' CREDIT', amountMinor: 300 },
        { name: 'Amex', amountMinor: 0 },
      ],
    });
    expect(named(told)).toEqual([
      ['Food', '', true],
      ['', '12.50', true],
      ['Crédit', '3.00', true],
      ['Liquor tax', '0.40', false],
      ['Amex', '0.00', false],
    ]);
  });

  it('takes from a file what it tells, and keeps the rest as it was entered', () => {
    const both = draft(
      { netMinor: 100, taxMinor: 5, tenders: [{ name: 'Amex', amountMinor: 1 }] },
      { netMinor: 200, tenders: [{ name: 'amex', amountMinor: 2 }] },
    );
    expect(both).toMatchObject({ net: '2.00', tax: '0.05' });
    expect(named(both).at(-1)).toEqual(['Amex', '0.02', false]);
  });
});

describe('what was typed', () => {
  it('is the report that was shown, empty fields as not told and not as zero', () => {
    const report = {
      ...{ ...nothing, netMinor: 1250 },
      taxes: [{ name: 'Liquor tax', amountMinor: 40 }],
      categories: [{ name: '', netMinor: 0 }],
    };
    expect(readDraft(draft(report), 2)).toEqual({ report });
  });

  it('is no report when every field is empty', () => {
    const typed = draft({});
    typed.rows.push(emptyRow('tender', 'new'));
    expect(readDraft(typed, 2)).toEqual({ report: null });
  });

  it('is answered at each field that is wrong', () => {
    const typed = draft({});
    typed.net = 'x';
    typed.tax = '90071992547409.91';
    typed.rows.push(
      { ...emptyRow('tender', 'a'), amount: '5' },
      { ...emptyRow('tender', 'b'), name: 'Amex' },
      { ...emptyRow('tender', 'c'), name: ' credit ', amount: '5' },
      { ...emptyRow('category', 'd'), name: 'Credit', amount: '1,234' },
      { ...emptyRow('category', 'e'), name: 'Sans catégorie', amount: '1' },
    );
    const labelOf = ({ name }: { name: string }) => name || 'Sans catégorie';
    expect(readDraft(typed, 2, labelOf)).toEqual({
      faults: {
        ...{ net: 'notAnAmount', tax: 'tooLarge', 'a name': 'nameless', 'b amount': 'amountless' },
        ...{ 'c name': 'twice', 'd amount': 'notAnAmount', 'e name': 'twice' },
      },
    });
  });
});
