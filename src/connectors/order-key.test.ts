import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRefundedKey, formOfKey, numberOfKey, toReceiptKey } from './order-key.ts';

const receipt = fc.record({
  number: fc.string({ minLength: 1 }),
  date: fc.constantFrom('2026-07-01', '2024-02-29'),
  isRefund: fc.boolean(),
});

describe('the key of a receipt', () => {
  it('leads back to its number, whatever a till writes into it', () => {
    fc.assert(
      fc.property(receipt, (of) => {
        expect(numberOfKey(toReceiptKey(of))).toBe(of.number);
      }),
      { examples: [[{ number: 'a@2026-07-01 refund', date: '2026-07-01', isRefund: true }]] },
    );
  });

  it('leads from a refund to its sale', () => {
    fc.assert(
      fc.property(receipt, ({ number, date }) => {
        const sale = toReceiptKey({ number, date, isRefund: false });
        expect(findRefundedKey(toReceiptKey({ number, date, isRefund: true }))).toBe(sale);
        expect(findRefundedKey(sale)).toBeNull();
      }),
    );
  });

  it('tells by what its order is told apart', () => {
    fc.assert(
      fc.property(receipt, (of) => {
        expect(formOfKey(toReceiptKey(of))).toBe('receipt');
      }),
    );
    expect(formOfKey('2026-07-01')).toBe('day');
    expect(formOfKey('2026-07-01 12:30:00')).toBe('moment');
  });

  it('is the number itself where a till numbers without end', () => {
    for (const key of ['10492', 'ab@home', '2026-07-01 12:30', '2026-07-01'])
      expect(numberOfKey(key)).toBe(key);
  });
});
