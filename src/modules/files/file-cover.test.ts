import { describe, expect, it } from 'vitest';
import { dayWindow, wallToInstantMs } from '#kernel/business-day.ts';
import { closingWindows, coverOfFile, revisitedDays } from './file-cover.ts';

const rule = { timeZone: 'America/Toronto', cutoff: '05:00' };
const at = (wall: string) => wallToInstantMs(wall, rule.timeZone);
const later = at('2026-01-01T12:00:00');

function cover(walls: readonly string[], receivedAtMs = later, dates?: [string, string]) {
  const days = walls.map((wall) => wall.slice(0, 10)).sort();
  const [firstDate, lastDate] = dates ?? [days[0] ?? '', days.at(-1) ?? ''];
  return coverOfFile({ firstDate, lastDate, occurredAtMs: walls.map(at), receivedAtMs }, rule);
}

const span = (first: string, last: string) => ({
  fromMs: dayWindow(first, rule).startMs,
  toMs: dayWindow(last, rule).endMs,
});

describe('what a file covers', () => {
  it.each([
    ['a day', ['2025-03-10T12:00:00'], [span('2025-03-10', '2025-03-10')]],
    [
      'closed days between days with sales',
      ['2025-03-01T12:00:00', '2025-03-09T12:00:00'],
      [span('2025-03-01', '2025-03-09')],
    ],
    [
      'no longer hole',
      ['2025-03-01T12:00:00', '2025-03-10T12:00:00'],
      [span('2025-03-01', '2025-03-01'), span('2025-03-10', '2025-03-10')],
    ],
    [
      'not the day before, of which it tells only what came after midnight',
      ['2025-03-10T01:00:00', '2025-03-10T12:00:00'],
      [span('2025-03-10', '2025-03-10')],
    ],
    ['nothing without sales', [], []],
  ])('is %s', (_what, walls, windows) => {
    expect(cover(walls)).toEqual(windows);
  });

  it('ends when the file came', () => {
    const receivedAtMs = at('2025-03-10T18:00:00');
    const { fromMs } = span('2025-03-10', '2025-03-10');
    expect(cover(['2025-03-10T12:00:00'], receivedAtMs)).toEqual([{ fromMs, toMs: receivedAtMs }]);
    expect(cover(['2025-03-12T12:00:00'], receivedAtMs)).toEqual([]);
  });
});

describe('the rest of a day that was sent too early', () => {
  const early = {
    fromMs: span('2025-03-10', '2025-03-10').fromMs,
    toMs: at('2025-03-10T18:00:00'),
  };
  const rest = { fromMs: early.toMs, toMs: span('2025-03-10', '2025-03-10').toMs };

  it.each([
    ['is covered by a file of the next day', [span('2025-03-11', '2025-03-11')], [rest]],
    ['is covered by one of some days later', [span('2025-03-17', '2025-03-18')], [rest]],
    ['is not by one of weeks later', [span('2025-04-11', '2025-04-11')], []],
    ['is not by one of earlier days', [span('2025-03-01', '2025-03-09')], []],
    ['is left to a file of the day itself', [span('2025-03-10', '2025-03-11')], []],
  ])('%s', (_what, windows, closing) => {
    expect(closingWindows([early], windows, rule)).toEqual(closing);
  });

  it('is none where days were covered whole', () => {
    const whole = [span('2025-03-09', '2025-03-10')];
    expect(closingWindows(whole, [span('2025-03-11', '2025-03-11')], rule)).toEqual([]);
  });
});

describe('days of bills that are taken back', () => {
  it('are looked at again, each once, unless a window holds them', () => {
    const occurred = ['2025-03-05T10:00:00', '2025-03-05T11:00:00', '2025-03-10T12:00:00'].map(at);
    const windows = [span('2025-03-10', '2025-03-11')];
    expect(revisitedDays(occurred, windows, rule)).toEqual([span('2025-03-05', '2025-03-05')]);
  });
});
