import { describe, expect, test } from 'vitest';
import { type DayFigures, type StoredDay, toRestatements } from './restatement.ts';

const figures = (choices: Partial<DayFigures> = {}): DayFigures => ({
  orders: 10,
  guests: 20,
  grossMinor: 1000,
  discountMinor: 0,
  compMinor: 0,
  netMinor: 1000,
  taxMinor: 150,
  tipMinor: 90,
  serviceChargeMinor: 0,
  morningOrders: 4,
  morningNetMinor: 400,
  ...choices,
});
const day = (choices: Partial<StoredDay> = {}): StoredDay => ({
  businessDate: '2026-03-01',
  isFirstSeen: true,
  isMorningFirstSeen: true,
  areTimesTold: true,
  areBillsTold: true,
  figures: figures(),
  ...choices,
});
const why = [{ kind: 'voided' as const, key: '17' }];
const restate = (was: StoredDay[], now: StoredDay[]) =>
  toRestatements({ was, now, causesOf: () => why });

describe('restating days', () => {
  test('says what a seen day was, is now and why, in the figures that changed alone', () => {
    expect(
      restate([day()], [day({ figures: figures({ netMinor: 900, grossMinor: 900, orders: 9 }) })]),
    ).toEqual([
      {
        businessDate: '2026-03-01',
        was: { orders: 10, grossMinor: 1000, netMinor: 1000 },
        now: { orders: 9, grossMinor: 900, netMinor: 900 },
        why,
      },
    ]);
  });

  test('leaves alone what nobody has seen yet, and what did not change', () => {
    const unseen = { isFirstSeen: false, isMorningFirstSeen: false };
    expect(restate([day(unseen)], [day({ ...unseen, figures: figures({ netMinor: 1 }) })])).toEqual(
      [],
    );
    expect(restate([day()], [day()])).toEqual([]);
  });

  test('a running day is compared by its morning alone, once that was seen', () => {
    const running = { isFirstSeen: false };
    expect(
      restate(
        [day(running)],
        [day({ ...running, figures: figures({ netMinor: 5000, orders: 60 }) })],
      ),
    ).toEqual([]);
    expect(
      restate(
        [day(running)],
        [day({ ...running, figures: figures({ netMinor: 5000, morningNetMinor: 350 }) })],
      ),
    ).toEqual([
      {
        businessDate: '2026-03-01',
        was: { morningNetMinor: 400 },
        now: { morningNetMinor: 350 },
        why,
      },
    ]);
  });
});
