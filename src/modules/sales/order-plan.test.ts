import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type HeldOrder, judgeAnswer, planOrders } from './order-plan.ts';

const hashOf = (version: number) => Buffer.from([version]);
const told = (key: string, version = 1) => ({ key, contentHash: hashOf(version) });
const held = (key: string, choices: Partial<HeldOrder> = {}): HeldOrder => ({
  orderId: `id-${key}`,
  key,
  state: 'closed',
  isGone: false,
  occurredAtMs: 0,
  netMinor: 100,
  contentHash: hashOf(1),
  ...choices,
});

const keys = (orders: readonly { key: string }[]) => orders.map((order) => order.key);

describe('planning what an answer changes', () => {
  test('puts every order in exactly one place', () => {
    const plan = planOrders({
      told: [told('same'), told('edited', 2), told('new'), told('back'), told('moved', 2)],
      heldInWindow: [
        held('same'),
        held('edited'),
        held('back', { isGone: true }),
        held('lacking'),
        held('away', { isGone: true }),
      ],
      heldElsewhere: [held('moved')],
    });
    expect(keys(plan.fresh)).toEqual(['new']);
    expect(plan.changed.map((change) => change.told.key)).toEqual(['edited', 'moved']);
    expect(keys(plan.returned)).toEqual(['back']);
    expect(keys(plan.missing)).toEqual(['lacking']);
    expect(plan.unchangedCount).toBe(1);
  });

  test('an answer told again after it was stored changes nothing', () => {
    const order = fc.record({ key: fc.string({ minLength: 1 }), version: fc.nat(3) });
    fc.assert(
      fc.property(fc.uniqueArray(order, { selector: (each) => each.key }), (orders) => {
        const plan = planOrders({
          told: orders.map((each) => told(each.key, each.version)),
          heldInWindow: orders.map((each) => held(each.key, { contentHash: hashOf(each.version) })),
          heldElsewhere: [],
        });
        expect(plan).toEqual({
          fresh: [],
          changed: [],
          returned: [],
          missing: [],
          unchangedCount: orders.length,
        });
      }),
    );
  });

  test('every told order is fresh, changed, returned or unchanged, and nothing else', () => {
    const key = fc.constantFrom(...'abcdefgh');
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ key, version: fc.nat(2) }), { selector: (each) => each.key }),
        fc.uniqueArray(fc.record({ key, version: fc.nat(2), isGone: fc.boolean() }), {
          selector: (each) => each.key,
        }),
        (toldOrders, heldOrders) => {
          const plan = planOrders({
            told: toldOrders.map((each) => told(each.key, each.version)),
            heldInWindow: heldOrders.map((each) =>
              held(each.key, { isGone: each.isGone, contentHash: hashOf(each.version) }),
            ),
            heldElsewhere: [],
          });
          const placed =
            plan.fresh.length + plan.changed.length + plan.returned.length + plan.unchangedCount;
          expect(placed).toBe(toldOrders.length);
          const toldKeys = new Set(toldOrders.map((each) => each.key));
          expect(keys(plan.missing)).toEqual(
            heldOrders
              .filter((each) => !each.isGone && !toldKeys.has(each.key))
              .map((each) => each.key),
          );
        },
      ),
    );
  });
});

describe('judging an answer that lacks what is held', () => {
  test.each([
    { heldCount: 100, missingCount: 0, isSuspicious: false },
    { heldCount: 2, missingCount: 2, isSuspicious: false },
    { heldCount: 3, missingCount: 3, isSuspicious: true },
    { heldCount: 10, missingCount: 9, isSuspicious: false },
    { heldCount: 10, missingCount: 10, isSuspicious: true },
    { heldCount: 100, missingCount: 30, isSuspicious: false },
    { heldCount: 100, missingCount: 31, isSuspicious: true },
  ])(
    '$missingCount of $heldCount missing: $isSuspicious',
    ({ heldCount, missingCount, isSuspicious }) => {
      expect(judgeAnswer({ heldCount, missingCount }).isSuspicious).toBe(isSuspicious);
    },
  );
});
