import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietEndMs } from './quiet-hours.ts';

const minuteMs = 60_000;
const zones = [
  'America/Toronto',
  'America/St_Johns',
  'Europe/Paris',
  'Africa/Cairo',
  'Australia/Lord_Howe', // clocks move by half an hour
  'Pacific/Chatham',
  'Asia/Kathmandu',
  'UTC',
];
const time = (hour: number, minute: number) =>
  `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
const timeOfDay = fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => time(hour, minute));

const formats = new Map<string, Intl.DateTimeFormat>();
/** What a clock on the wall shows, by the platform's own tables. */
function wallOf(atMs: number, timeZone: string): string {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone });
  formats.set(timeZone, format);
  return format.format(atMs);
}

function isQuietAt(atMs: number, quiet: { from: string; to: string }, zone: string): boolean {
  const wall = wallOf(atMs, zone);
  const isAfter = wall >= quiet.from;
  const isBefore = wall < quiet.to;
  return quiet.from < quiet.to ? isAfter && isBefore : isAfter || isBefore;
}

/** Instants around the changes of clocks as often as any other. */
const changes = [
  '2025-03-09T07:00Z',
  '2025-11-02T06:00Z',
  '2025-03-30T01:00Z',
  '2025-10-26T01:00Z',
  '2025-04-05T15:00Z',
  '2025-10-04T15:30Z',
  '2025-04-24T22:00Z',
  '2025-10-30T21:00Z',
  '2025-04-05T14:00Z',
  '2025-09-27T14:00Z',
].map((text) => Date.parse(text));
const instant = fc.oneof(
  fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2031, 0) }),
  fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -26 * 60, max: 26 * 60 }), fc.nat(59_999))
    .map(([changeMs, minutes, restMs]) => changeMs + minutes * minuteMs + restMs),
);

describe('quiet hours', () => {
  it('end at the first instant whose wall clock is outside them, whatever clocks do', () => {
    fc.assert(
      fc.property(
        instant,
        fc.tuple(timeOfDay, timeOfDay).filter(([from, to]) => from !== to),
        fc.constantFrom(...zones),
        (nowMs, [from, to], zone) => {
          const quiet = { from, to };
          const endMs = quietEndMs(nowMs, quiet, zone);
          expect(isQuietAt(endMs, quiet, zone)).toBe(false);
          if (!isQuietAt(nowMs, quiet, zone)) {
            expect(endMs).toBe(nowMs);
            return;
          }
          expect(endMs).toBeGreaterThan(nowMs);
          // Every wall minute in between is quiet: nobody waits longer than asked for.
          for (let atMs = nowMs; atMs < endMs; atMs += minuteMs) {
            expect(isQuietAt(atMs, quiet, zone)).toBe(true);
          }
          expect(isQuietAt(endMs - 1, quiet, zone)).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('over midnight last an hour less in spring and an hour more in autumn', () => {
    const night = { from: '22:00', to: '07:00' };
    const lastsH = (fromIso: string) => {
      const startMs = Date.parse(fromIso);
      return (quietEndMs(startMs, night, 'America/Toronto') - startMs) / 3_600_000;
    };
    expect(lastsH('2025-03-07T22:00-05:00')).toBe(9);
    expect(lastsH('2025-03-08T22:00-05:00')).toBe(8);
    expect(lastsH('2025-11-01T22:00-04:00')).toBe(10);
  });

  it('that end within the hour clocks skip, end with it', () => {
    const quiet = { from: '22:00', to: '02:30' };
    const endMs = quietEndMs(Date.parse('2025-03-09T01:10-05:00'), quiet, 'America/Toronto');
    expect(new Date(endMs).toISOString()).toBe('2025-03-09T07:00:00.000Z');
  });

  it('go on for another day when clocks skip the minutes between them', () => {
    const quiet = { from: '02:28', to: '02:27' };
    const endMs = quietEndMs(1_759_580_700_000, quiet, 'Australia/Lord_Howe');
    expect(isQuietAt(endMs, quiet, 'Australia/Lord_Howe')).toBe(false);
  });

  it('are none when nobody asked for them', () => {
    expect(quietEndMs(5, null, 'UTC')).toBe(5);
  });
});
