import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Problem, type ProblemKind, problemKinds } from '#connectors/contract.ts';
import {
  attemptsLeft,
  callOffNotBeforeMs,
  callOffThresholds,
  decideStatus,
  type Health,
  nextCheckDelayMs,
  type StatusEvent,
  transitions,
  untroubled,
} from './status.ts';

const hourMs = 3_600_000;
const startMs = Date.UTC(2025, 2, 1);

function problem(kind: ProblemKind): Problem {
  return { kind, code: `test.${kind}`, message: { en: kind, fr: kind } };
}

const succeeded: StatusEvent = { name: 'check_succeeded' };
const failed = (kind: ProblemKind = 'venue_offline'): StatusEvent => ({
  name: 'check_failed',
  problem: problem(kind),
});

interface Step {
  afterMs: number;
  event: StatusEvent;
}

/** Applies steps one after the other; answers each decision with the health it started from. */
function play(steps: readonly Step[], from: Health = untroubled('Healthy', startMs)) {
  let health = from;
  let nowMs = startMs;
  return steps.map(({ afterMs, event }) => {
    nowMs += afterMs;
    const before = health;
    const decision = decideStatus(before, event, nowMs);
    health = decision.next;
    return { before, event, decision, nowMs };
  });
}

function repeat(count: number, step: Step): Step[] {
  return Array.from({ length: count }, () => step);
}

function effectsOf(played: ReturnType<typeof play>): string[] {
  return played.flatMap(({ decision }) => decision.effects);
}

const anyEvent: fc.Arbitrary<StatusEvent> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...problemKinds).map((kind) => failed(kind)) },
  { weight: 2, arbitrary: fc.constant(succeeded) },
  { weight: 2, arbitrary: fc.constant({ name: 'file_refused', problem: problem('auth') }) },
  { weight: 1, arbitrary: fc.constantFrom({ name: 'resumed' }, { name: 'restored' }) },
) as fc.Arbitrary<StatusEvent>;
const anySteps = fc.array(
  fc.record({ afterMs: fc.integer({ min: 0, max: 60 * hourMs }), event: anyEvent }),
  { maxLength: 80 },
);

describe('any sequence of events', () => {
  it('moves along the table, or to CalledOff on a failure, and nowhere else', () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        for (const { before, event, decision } of play(steps)) {
          const row = transitions.find(
            (each) => each.from === before.status && each.on === event.name,
          );
          if (row === undefined) {
            expect(decision.next).toBe(before);
            expect(decision.effects).toEqual([]);
          } else if (decision.next.status !== row.to) {
            expect([event.name, decision.next.status]).toEqual(['check_failed', 'CalledOff']);
          }
        }
      }),
    );
  });

  it('never calls off before both a count and a time are reached', () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        for (const { decision, nowMs } of play(steps)) {
          if (!decision.effects.includes('called_off')) continue;
          const { failureCount, firstFailureAtMs, refusals } = decision.next;
          const isLong = (count: number, firstMs: number, by: 'usual' | 'refused') =>
            count >= callOffThresholds[by].failureCount &&
            nowMs - firstMs >= callOffThresholds[by].durationMs;
          const isByAll = isLong(failureCount, firstFailureAtMs ?? nowMs, 'usual');
          const isByRefusals =
            refusals !== null && isLong(refusals.count, refusals.firstAtMs, 'refused');
          expect(isByAll || isByRefusals).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('warns and calls off at most once between two successes', () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        const failures = steps.filter(({ event }) => event.name === 'check_failed');
        const dense = failures.map((step) => ({ ...step, afterMs: step.afterMs % (40 * hourMs) }));
        const effects = effectsOf(play(dense));
        for (const effect of ['failing', 'warned', 'called_off']) {
          expect(effects.filter((each) => each === effect).length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('is in trouble exactly while it has a reason, and remembers nothing after a success', () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        for (const { decision } of play(steps)) {
          const { next } = decision;
          const isTroubled = next.status === 'Failed' || next.status === 'CalledOff';
          expect(next.reason !== null).toBe(isTroubled);
          if (!isTroubled) expect(next).toEqual(untroubled(next.status, next.changedAtMs));
        }
      }),
    );
  });
});

describe('calling off', () => {
  it('needs the time as well as the count', () => {
    const soon = play(repeat(60, { afterMs: hourMs / 2, event: failed() }));
    expect(soon.at(-1)?.decision.next).toMatchObject({ status: 'Failed', failureCount: 60 });
    expect(effectsOf(soon)).not.toContain('called_off');
  });

  it('needs the count as well as the time', () => {
    const rare = play(repeat(19, { afterMs: 12 * hourMs, event: failed() }));
    expect(rare.at(-1)?.decision.next.status).toBe('Failed');
  });

  it('happens at the twentieth failure once three days have passed, after one warning', () => {
    const played = play(repeat(20, { afterMs: 4 * hourMs, event: failed() }));
    expect(played.at(-1)?.decision.next).toMatchObject({ status: 'CalledOff', failureCount: 20 });
    expect(effectsOf(played)).toEqual(['failing', 'warned', 'called_off']);
    const warnedAt = played.findIndex(({ decision }) => decision.effects.includes('warned'));
    expect(warnedAt).toBe(9);
  });

  it.each(['auth', 'permission'] as const)(
    'comes after five refusals (%s) over six hours',
    (kind) => {
      const played = play(repeat(5, { afterMs: 1.5 * hourMs, event: failed(kind) }));
      expect(played.map(({ decision }) => decision.next.status)).toEqual([
        ...repeat(4, { afterMs: 0, event: succeeded }).map(() => 'Failed'),
        'CalledOff',
      ]);
    },
  );

  it('does not come from one refusal that follows a long outage', () => {
    const outage = repeat(15, { afterMs: hourMs, event: failed('unavailable') });
    const [last] = play([...outage, { afterMs: hourMs, event: failed('auth') }]).slice(-1);
    expect(last?.decision.next).toMatchObject({ status: 'Failed', refusals: { count: 1 } });
  });

  it('does not come from one failure after months of silence', () => {
    const month = 30 * 24 * hourMs;
    const silent = play([
      ...repeat(19, { afterMs: 3 * hourMs, event: failed() }),
      { afterMs: 4 * month, event: failed() },
    ]);
    expect(silent.at(-1)?.decision.next).toMatchObject({ status: 'Failed', failureCount: 1 });
    const [fresh] = play([{ afterMs: 4 * month, event: failed('auth') }]);
    expect(fresh?.decision.next).toMatchObject({ status: 'Failed', failureCount: 1 });
  });

  it('is left by the user alone: later outcomes of checks change nothing', () => {
    const off = play(repeat(20, { afterMs: 4 * hourMs, event: failed() })).at(-1)?.decision.next;
    const after = play(
      [succeeded, failed()].map((event) => ({ afterMs: 1, event })),
      off,
    );
    expect(after.map(({ decision }) => decision.next)).toEqual([off, off]);
    const [resumed] = play([{ afterMs: 1, event: { name: 'resumed' } }], off);
    expect(resumed?.decision).toMatchObject({
      next: { status: 'Initializing', failureCount: 0, reason: null },
      effects: ['resumed'],
    });
  });
});

describe('recovering', () => {
  it('is told once and starts the count anew', () => {
    const ups = [failed(), failed(), succeeded, succeeded, failed()];
    const played = play(ups.map((event) => ({ afterMs: hourMs, event })));
    expect(effectsOf(played)).toEqual(['failing', 'recovered', 'failing']);
    expect(played.at(-1)?.decision.next.failureCount).toBe(1);
  });

  it('keeps the instant since when a link is healthy', () => {
    const [first, second] = play(repeat(2, { afterMs: hourMs, event: succeeded }));
    expect(first?.decision.next.changedAtMs).toBe(startMs);
    expect(second?.decision.effects).toEqual([]);
  });
});

describe('attempts left', () => {
  it('counts down to the nearer threshold, and is unknown for a healthy link', () => {
    expect(attemptsLeft(untroubled('Healthy', startMs))).toBeNull();
    const left = (events: StatusEvent[]) =>
      attemptsLeft(
        play(events.map((event) => ({ afterMs: 1, event }))).at(-1)?.decision.next as Health,
      );
    expect(left([failed()])).toBe(19);
    expect(left([failed('auth'), failed('auth')])).toBe(3);
    expect(left([failed('auth'), failed()])).toBe(18);
  });
});

describe('the time before which nothing is called off', () => {
  it('is three days after the first failure, six hours after the first refusal', () => {
    expect(callOffNotBeforeMs(untroubled('Healthy', startMs))).toBeNull();
    const boundOf = (events: StatusEvent[]) =>
      callOffNotBeforeMs(
        play(events.map((event) => ({ afterMs: hourMs, event }))).at(-1)?.decision.next as Health,
      );
    const firstMs = startMs + hourMs;
    expect(boundOf([failed(), failed()])).toBe(firstMs + 72 * hourMs);
    expect(boundOf([failed('auth'), failed('auth')])).toBe(firstMs + 6 * hourMs);
    expect(boundOf([failed(), failed('auth')])).toBe(firstMs + 7 * hourMs);
    expect(boundOf([failed('auth'), failed()])).toBe(firstMs + 72 * hourMs);
  });

  it('is never after the instant at which a link is called off', () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        for (const { before, event, decision, nowMs } of play(steps)) {
          if (event.name !== 'check_failed' || decision.next.status !== 'CalledOff') continue;
          const failing: Health = { ...decision.next, status: 'Failed' };
          expect(before.status).not.toBe('CalledOff');
          expect(callOffNotBeforeMs(failing)).toBeLessThanOrEqual(nowMs);
        }
      }),
    );
  });
});

describe('the wait after a failure', () => {
  it('doubles from five minutes up to the schedule', () => {
    const waits = [1, 2, 3, 4, 5, 50].map(
      (failureCount) => nextCheckDelayMs({ everyMinutes: 60, failureCount }) / 60_000,
    );
    expect(waits).toEqual([5, 10, 20, 40, 60, 60]);
    expect(nextCheckDelayMs({ everyMinutes: 60, failureCount: 0 })).toBe(hourMs);
  });
});

describe('a link that is sent files', () => {
  const sinceMs = startMs - 15 * 24 * hourMs;
  const awaited: StatusEvent = {
    name: 'files_awaited',
    problem: problem('venue_offline'),
    sinceMs,
  };
  const stopped: StatusEvent = {
    name: 'files_stopped',
    problem: problem('venue_offline'),
    sinceMs,
  };
  const read: StatusEvent = { name: 'file_read' };
  const hourly = (events: readonly StatusEvent[], from?: Health) =>
    play(
      events.map((event) => ({ afterMs: hourMs, event })),
      from,
    );
  const all = ['Initializing', 'Healthy', 'Failed', 'CalledOff'] as const;

  it.each(all)('is healthy with the next file that is read, from %s', (status) => {
    const [step] = hourly([read], untroubled(status, startMs));
    expect(step?.decision.next).toMatchObject({ status: 'Healthy', reason: null });
    const told = { Initializing: ['initialized'], Healthy: [] }[status as string] ?? ['recovered'];
    expect(step?.decision.effects).toEqual(told);
  });

  it('is reminded once and keeps its status; the next file says that it goes on', () => {
    const played = hourly([awaited, awaited, read, read, awaited]);
    expect(effectsOf(played)).toEqual(['warned', 'recovered', 'warned']);
    expect(played[0]?.decision.next).toMatchObject({ status: 'Healthy', reason: null });
  });

  it('is called off once, from every status but that, and counts since the last file', () => {
    for (const status of all) {
      const [first, second] = hourly([stopped, stopped], untroubled(status, startMs));
      const isOff = status === 'CalledOff';
      expect(first?.decision.effects).toEqual(isOff ? [] : ['called_off']);
      if (!isOff) expect(first?.decision.next.firstFailureAtMs).toBe(sinceMs);
      expect(second?.decision.effects).toEqual([]);
    }
  });

  it('is warned about, but never called off, by files that cannot be read', () => {
    const refused: StatusEvent = { name: 'file_refused', problem: problem('contract_changed') };
    for (const afterMs of [hourMs, 12 * hourMs, 40 * hourMs]) {
      const played = play(repeat(80, { afterMs, event: refused }));
      expect(effectsOf(played)).toEqual(['failing', 'warned']);
      expect(played.at(-1)?.decision.next).toMatchObject({ status: 'Failed', failureCount: 80 });
    }
    const bursts = [...repeat(19, { afterMs: hourMs, event: refused })];
    const late = play([...bursts, { afterMs: 47 * hourMs, event: refused }]);
    expect(effectsOf(late)).toEqual(['failing', 'warned']);
  });

  it('is not failed by what comes while it is called off', () => {
    const played = hourly([stopped, failed('contract_changed'), awaited]);
    expect(effectsOf(played)).toEqual(['called_off']);
  });
});
