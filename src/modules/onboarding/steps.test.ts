import { describe, expect, it } from 'vitest';
import {
  askAgainMs,
  isFinished,
  judgeSteps,
  type LinkFacts,
  type Mark,
  type MarkName,
  type StepFacts,
  waitingSinceMs,
} from './steps.ts';

const hourMs = 3_600_000;
const nowMs = Date.parse('2026-03-20T12:00:00Z');
const empty = { en: '', fr: '' };
const activation = {
  ...{ hoursMin: 24, hoursMax: 48, help: empty },
  reminder: { subject: empty, body: empty },
};
const vendor = { fee: empty, activation };
const running: LinkFacts = { isRefused: false, isFailing: false, import: 'running' };

const ticked = (step: MarkName, atMs = nowMs, isDone = true): Mark => ({
  ...{ step, atMs, isDone, identities: [] },
  actor: { kind: 'user', id: 'u', name: 'Olive' },
});

/** `step: state` of every step, as a person reads the list. */
function told(facts: Partial<StepFacts>): Record<string, string> {
  const all = { onboarding: vendor, hasKeys: true, marks: [], link: null, nowMs, ...facts };
  return Object.fromEntries(judgeSteps(all).map(({ step, state }) => [step, state]));
}

describe('a venue without a link', () => {
  it('has one thing to do next: the first step not done', () => {
    expect(told({})).toEqual({
      request_access: 'current',
      pay_fee: 'upcoming',
      wait: 'upcoming',
      keys: 'upcoming',
      verify: 'upcoming',
      first_import: 'upcoming',
      map_revenue: 'not_available',
    });
    expect(told({ marks: [ticked('request_access')] })).toMatchObject({
      request_access: 'done',
      pay_fee: 'current',
    });
  });

  it('waits from the fee on, and is overdue once the vendor took as long as it says', () => {
    const paid = (hoursAgo: number) => [
      ticked('request_access', nowMs - 99 * hourMs),
      ticked('pay_fee', nowMs - hoursAgo * hourMs),
    ];
    expect(told({ marks: paid(0) })).toMatchObject({ wait: 'waiting', keys: 'upcoming' });
    expect(told({ marks: paid(47.99) })).toMatchObject({ wait: 'waiting' });
    expect(told({ marks: paid(48) })).toMatchObject({ wait: 'overdue', keys: 'upcoming' });
    const facts = { onboarding: vendor, marks: paid(10) };
    expect(waitingSinceMs(facts)).toBe(nowMs - 10 * hourMs);
    expect(askAgainMs(nowMs - 10 * hourMs, 48)).toBe(nowMs + 38 * hourMs);
  });

  it('does not wait before the fee, nor after it was taken back', () => {
    const asked = [ticked('request_access')];
    expect(waitingSinceMs({ onboarding: vendor, marks: asked })).toBeNull();
    const undone = [...asked, ticked('pay_fee', nowMs, false)];
    expect(waitingSinceMs({ onboarding: vendor, marks: undone })).toBeNull();
    expect(told({ marks: undone })).toMatchObject({ pay_fee: 'current', wait: 'upcoming' });
  });

  it('goes on to the keys when somebody says the wait is over', () => {
    const marks = (['request_access', 'pay_fee', 'wait'] as const).map((step) => ticked(step));
    expect(told({ marks })).toMatchObject({ wait: 'done', keys: 'current', verify: 'upcoming' });
  });

  it('waits from the request on where nothing is charged', () => {
    const free = { fee: null, activation };
    const marks = [ticked('request_access', nowMs - hourMs)];
    const list = told({ onboarding: free, marks });
    expect(list).not.toHaveProperty('pay_fee');
    expect(list).toMatchObject({ request_access: 'done', wait: 'waiting' });
  });

  it('has no steps of people where nothing has to be asked of the vendor', () => {
    expect(told({ onboarding: null })).toEqual({
      keys: 'current',
      verify: 'upcoming',
      first_import: 'upcoming',
      map_revenue: 'not_available',
    });
    expect(told({ onboarding: null, hasKeys: false, link: running })).toEqual({
      first_import: 'current',
      map_revenue: 'not_available',
    });
  });
});

describe('a venue with a link', () => {
  it('has everything before the keys behind it, ticked or not', () => {
    expect(told({ link: running })).toEqual({
      request_access: 'done',
      pay_fee: 'done',
      wait: 'done',
      keys: 'done',
      verify: 'done',
      first_import: 'running',
      map_revenue: 'not_available',
    });
  });

  it.each<[string, Partial<LinkFacts>, string, string]>([
    ['is imported', { import: 'done' }, 'done', 'done'],
    ['is imported and fails since', { import: 'done', isFailing: true }, 'done', 'done'],
    ['fails before its import is done', { isFailing: true }, 'done', 'trouble'],
    ['had its import stopped', { import: 'stopped' }, 'done', 'trouble'],
    ['is refused', { isRefused: true, isFailing: true }, 'trouble', 'upcoming'],
    ['is refused after its import', { isRefused: true, import: 'done' }, 'trouble', 'done'],
  ])('that %s', (_what, change, verify, first_import) => {
    expect(told({ link: { ...running, ...change } })).toMatchObject({ verify, first_import });
  });

  it('is finished with its import, whatever comes later', () => {
    expect(isFinished({ link: null })).toBe(false);
    expect(isFinished({ link: running })).toBe(false);
    expect(isFinished({ link: { isRefused: true, isFailing: true, import: 'done' } })).toBe(true);
  });
});
