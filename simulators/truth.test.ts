import { describe, expect, it } from 'vitest';
import { businessDateOf as kernelDateOf, wallToInstantMs } from '#kernel/business-day.ts';
import type { LedgerLine, LedgerOrder, LineKind } from './ledger.ts';
import { businessDateOf, ledgerDays } from './truth.ts';
import { addSeconds, zoneClock } from './wall-time.ts';

const venue = { name: 'Chez Zoé', timeZone: 'America/Toronto', currency: 'CAD' };

function line(kind: LineKind, fields: Partial<LedgerLine> = {}): LedgerLine {
  return {
    ...{ id: '1', code: '10', name: 'Poutine', category: 'Plats', quantity: '1' },
    ...{ unitPrice: '10.00', discount: '0.00', tax: '0.00', kind, modifiers: [] },
    ...fields,
  };
}

function order(fields: Partial<LedgerOrder>): LedgerOrder {
  return {
    ...{ id: '1', openedAt: '2026-03-03T12:00:00', closedAt: '2026-03-03T13:00:00' },
    ...{ updatedAt: '2026-03-03T13:00:00', state: 'closed', guests: 2, lines: [], payments: [] },
    ...fields,
  };
}

const dayOf = (orders: LedgerOrder[], date = '2026-03-03') => ledgerDays({ venue, orders })[date];

describe('what a line counts for', () => {
  it('adds modifiers per unit and rounds half away from zero once', () => {
    const modifiers = [{ code: 'm', name: 'M', quantity: '2', unitPrice: '0.25' }];
    const sold = line('sale', {
      quantity: '0.345',
      unitPrice: '9.50',
      modifiers,
      discount: '0.45',
    });
    // 0.345 × (9.50 + 2 × 0.25) = 3.45
    expect(dayOf([order({ lines: [sold] })])).toMatchObject({
      ...{ grossMinor: 345, discountMinor: 45, netMinor: 300, quantity: '0.345', lines: 1 },
    });
    const half = line('sale', { quantity: '0.5', unitPrice: '0.05' });
    expect(dayOf([order({ lines: [half] })])?.grossMinor).toBe(3);
  });

  it('gives a comp its gross but no net', () => {
    expect(dayOf([order({ lines: [line('comp', { discount: '3.00' })] })])).toMatchObject({
      ...{ grossMinor: 1000, compMinor: 1000, discountMinor: 0, netMinor: 0, quantity: '1' },
    });
  });

  it('ignores voided lines altogether', () => {
    expect(dayOf([order({ lines: [line('void', { tax: '1.50' })] })])).toMatchObject({
      ...{ orders: 1, lines: 0, grossMinor: 0, netMinor: 0, taxMinor: 0, quantity: '0' },
      categories: {},
    });
  });

  it('makes refunds negative whatever sign the till writes', () => {
    const figures = { grossMinor: -1000, discountMinor: -100, netMinor: -900, taxMinor: -135 };
    const taxes = [{ name: 'GST', amount: '1.35' }];
    const positive = line('refund', { discount: '1.00', tax: '1.35', taxes });
    const negative = line('refund', { quantity: '-1', discount: '-1.00', tax: '-1.35' });
    expect(dayOf([order({ lines: [positive] })])).toMatchObject({
      ...figures,
      taxes: { GST: -135 },
    });
    expect(dayOf([order({ lines: [negative] })])).toMatchObject({ ...figures, quantity: '-1' });
  });

  it('follows the decimals of the currency', () => {
    const yen = { name: 'x', timeZone: 'Asia/Tokyo', currency: 'JPY' };
    const lines = [line('sale', { unitPrice: '1200', discount: '0', tax: '120' })];
    const days = ledgerDays({ venue: yen, orders: [order({ lines })] });
    expect(days['2026-03-03']).toMatchObject({ netMinor: 1200, taxMinor: 120 });
  });
});

describe('which orders count, and where', () => {
  it('counts closed orders only', () => {
    const orders = [
      order({ lines: [line('sale')] }),
      order({ id: '2', state: 'open', closedAt: null, lines: [line('sale')] }),
      order({ id: '3', state: 'void', lines: [line('sale')] }),
    ];
    expect(dayOf(orders)).toMatchObject({ orders: 1, guests: 2, netMinor: 1000 });
  });

  it('puts 04:59:59 on the day before and 05:00:00 on the day, and 15:00:00 after the morning', () => {
    const at = (id: string, openedAt: string) => order({ id, openedAt, lines: [line('sale')] });
    const days = ledgerDays({
      venue,
      orders: [
        at('1', '2026-03-04T04:59:59'),
        at('2', '2026-03-04T05:00:00'),
        at('3', '2026-03-04T14:59:59'),
        at('4', '2026-03-04T15:00:00'),
      ],
    });
    expect(days['2026-03-03']).toMatchObject({ orders: 1, morningOrders: 0, morningNetMinor: 0 });
    expect(days['2026-03-04']).toMatchObject({
      orders: 3,
      morningOrders: 2,
      morningNetMinor: 2000,
    });
    expect(days['2026-03-04']?.hours['15']).toEqual({ orders: 1, netMinor: 1000 });
  });

  it('takes tips beside the amounts, per tender', () => {
    const payments = [
      { tender: 'Visa', amount: '6.00', tip: '1.00' },
      { tender: 'Visa', amount: '2.00', tip: '0.00' },
      { tender: 'Comptant', amount: '2.00', tip: '0.50' },
    ];
    expect(dayOf([order({ lines: [line('sale')], payments })])).toMatchObject({
      tipMinor: 150,
      tenders: {
        Visa: { amountMinor: 800, tipMinor: 100, count: 2 },
        Comptant: { amountMinor: 200, tipMinor: 50, count: 1 },
      },
    });
  });

  it('tells a past moment without what came later', () => {
    const orders = [
      order({ lines: [line('sale')] }),
      order({ id: '2', openedAt: '2026-03-03T12:30:00', closedAt: '2026-03-03T14:00:00' }),
    ];
    const days = ledgerDays({ venue, orders }, {}, '2026-03-03T13:30:00');
    expect(days['2026-03-03']?.orders).toBe(1);
    expect(ledgerDays({ venue, orders }, {}, '2026-03-03T11:00:00')).toEqual({});
  });
});

it('agrees with the business days of the product in zones with odd clock changes', () => {
  for (const timeZone of [
    'America/Toronto',
    'Africa/Cairo',
    'Australia/Lord_Howe',
    'Asia/Beirut',
  ]) {
    for (const cutoff of ['05:00', '00:00', '02:30']) {
      const clock = zoneClock(timeZone);
      const rule = { timeZone, cutoff };
      for (let wall = '2026-03-01T00:07:00'; wall < '2026-05-01'; wall = addSeconds(wall, 1371)) {
        const ours = businessDateOf(wall, clock, cutoff);
        expect(ours, `${timeZone} ${cutoff} ${wall}`).toBe(
          kernelDateOf(wallToInstantMs(wall, timeZone), rule),
        );
      }
    }
  }
});
