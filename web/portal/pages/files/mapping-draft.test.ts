import { describe, expect, it } from 'vitest';
import type { ColumnRole, FileQuestion, SalesFileDetail } from '../../api/files.types.ts';
import {
  draftOf,
  draftOfSheet,
  keepAsked,
  type MappingDraft,
  openQuestions,
  toMapping,
  withKnownAnswers,
  withRole,
} from './mapping-draft.ts';

const column = (normalised: string, role: ColumnRole | null) => ({
  ...{ header: normalised, normalised, role, samples: [] },
});
const draft: MappingDraft = {
  roles: { day: 'date', what: 'name', money: 'net', gst: 'tax', qst: 'ignore' },
  dateOrder: 'dmy',
  decimal: ',',
};

describe('what a person says the columns mean', () => {
  it('begins with what the file was read with, then our guess, then nothing', () => {
    const file = {
      layout: { key: 'k', columns: [column('a', 'date'), column('b', 'net'), column('c', null)] },
      mapping: { columns: { a: 'dateTime' } },
    } as unknown as SalesFileDetail;
    expect(draftOf(file).roles).toEqual({ a: 'dateTime', b: 'net', c: 'ignore' });
  });

  it('keeps the chosen sheet, and begins anew with another', () => {
    const chosen = { ...draft, sheet: 'Bar' };
    expect(toMapping(withRole(chosen, 'qst', 'tax'))).toMatchObject({ sheet: 'Bar' });
    expect(toMapping(draftOfSheet('Food'))).toEqual({ columns: {}, sheet: 'Food' });
    expect(toMapping(draft)).not.toHaveProperty('sheet');
  });

  it('takes a role from the column that had it, except where several may play it', () => {
    expect(withRole(draft, 'qst', 'net').roles).toMatchObject({ money: 'ignore', qst: 'net' });
    expect(withRole(draft, 'qst', 'tax').roles).toMatchObject({ gst: 'tax', qst: 'tax' });
    const discounts = withRole(withRole(draft, 'gst', 'discount'), 'qst', 'discount');
    expect(discounts.roles).toMatchObject({ gst: 'discount', qst: 'discount' });
  });

  it('forgets what was answered about values once other columns hold them', () => {
    expect(withRole(draft, 'what', 'date')).not.toHaveProperty('dateOrder');
    expect(withRole(draft, 'what', 'date').decimal).toBe(',');
    expect(withRole(draft, 'qst', 'gross')).not.toHaveProperty('decimal');
    expect(withRole(draft, 'what', 'category')).toMatchObject({ dateOrder: 'dmy', decimal: ',' });
  });

  it('is sent whole, with the conventions that were told', () => {
    expect(toMapping(draft)).toEqual({ columns: draft.roles, dateOrder: 'dmy', decimal: ',' });
    expect(toMapping({ roles: { a: 'net' } })).toEqual({ columns: { a: 'net' } });
  });
});

describe('a file without dates', () => {
  const undated: MappingDraft = { roles: { what: 'name', money: 'net' }, day: 'before' };

  it('is of the day that was said, until a column tells', () => {
    expect(toMapping(undated)).toMatchObject({ day: 'before' });
    expect(toMapping(withRole(undated, 'money', 'category'))).toMatchObject({ day: 'before' });
    expect(toMapping(withRole(undated, 'money', 'date'))).not.toHaveProperty('day');
  });

  it('is asked about until a day is said', () => {
    const question: FileQuestion = {
      ...{ kind: 'missing_role', role: 'date', message: '', examples: [], isDayEnough: true },
    };
    const left = (draft: MappingDraft) =>
      openQuestions({ asked: [question], blocking: [], draft }).supposed;
    expect(left({ roles: undated.roles })).toHaveLength(1);
    expect(left(undated)).toEqual([]);
  });
});

describe('what is left to say', () => {
  const ask = (role: ColumnRole, more: Partial<FileQuestion> = {}): FileQuestion => ({
    ...{ kind: 'missing_role', role, message: role, examples: [], ...more },
  });

  it('is what hinders reading, and what we only supposed', () => {
    const asked = [ask('date'), ask('quantity'), ask('net', { column: 'money' })];
    const { missing, supposed } = openQuestions({ asked, blocking: [ask('date')], draft });
    expect(missing.map(({ role }) => role)).toEqual(['date']);
    expect(supposed.map(({ role }) => role)).toEqual(['quantity', 'net']);
  });

  it('is less with every answer', () => {
    const asked = [ask('quantity'), ask('net', { column: 'money' })];
    const answered = withRole(withRole(draft, 'qst', 'quantity'), 'money', 'ignore');
    expect(openQuestions({ asked, blocking: [], draft: answered }).supposed).toEqual([]);
  });

  it('stays in sight where a column may tell kinds of rows, whichever was chosen', () => {
    const asked = [ask('kind', { column: 'qst' })];
    for (const role of ['ignore', 'kind', 'state'] as const) {
      const answered = withRole(draft, 'qst', role);
      expect(openQuestions({ asked, blocking: [], draft: answered }).supposed).toEqual(asked);
    }
  });
});

describe('how values are written', () => {
  const dates: FileQuestion = {
    ...{ kind: 'ambiguous_date', message: 'which?', examples: ['06/07/2026'] },
    readings: [
      { answer: 'dmy', examples: ['2026-07-06'] },
      { answer: 'mdy', examples: ['2026-06-07'] },
    ],
  };

  it('stays asked once it was answered, in its newest words', () => {
    const known = [dates];
    expect(keepAsked(known, [])).toBe(known);
    expect(keepAsked(known, [dates])).toBe(known);
    const newer = { ...dates, examples: ['01/02/2026'] };
    expect(keepAsked(known, [newer])).toEqual([newer]);
  });

  it('is as the file was read before, until somebody says otherwise', () => {
    const fresh: MappingDraft = { roles: {} };
    const of = { conventions: [dates], mapping: { columns: {}, dateOrder: 'dmy' } };
    expect(withKnownAnswers(fresh, of).dateOrder).toBe('dmy');
    expect(withKnownAnswers({ ...fresh, dateOrder: 'mdy' }, of).dateOrder).toBe('mdy');
    expect(withKnownAnswers(fresh, { ...of, conventions: [] })).toEqual(fresh);
    expect(withKnownAnswers(fresh, { ...of, mapping: null })).toEqual(fresh);
  });
});
