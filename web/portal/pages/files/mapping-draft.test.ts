import { describe, expect, it } from 'vitest';
import type { ColumnRole, FileQuestion, SalesFileDetail } from '../../api/files.types.ts';
import { draftOf, type MappingDraft, openQuestions, toMapping, withRole } from './mapping-draft.ts';

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

  it('takes a role from the column that had it, except where several may play it', () => {
    expect(withRole(draft, 'qst', 'net').roles).toMatchObject({ money: 'ignore', qst: 'net' });
    expect(withRole(draft, 'qst', 'tax').roles).toMatchObject({ gst: 'tax', qst: 'tax' });
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
});
