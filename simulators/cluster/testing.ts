/** Helpers of the sandbox's tests: asking it as an integrator would, and reading rows back. */
import type { LedgerLine, LedgerOrder } from '../ledger.ts';
import type { Shape } from './rows.ts';

export interface Asked {
  url: string;
  apiKey: string;
  serial: string;
  signal?: AbortSignal;
}

/** Asks for sales between two moments ('YYYY-MM-DD' or 'YYYY-MM-DD HH:MM:SS'). */
export function askSales(asked: Asked, start: string, end: string): Promise<Response> {
  const query = `SELECT * FROM orders WHERE Date >= '${start}' AND Date <= '${end}' ORDER BY Date DESC`;
  return fetch(`${asked.url}/sales-data?${new URLSearchParams({ query })}`, requestOf(asked));
}

/** Asks whether the till is up. */
export function askPing(asked: Asked): Promise<Response> {
  return fetch(`${asked.url}/ping-pos`, { ...requestOf(asked), method: 'POST' });
}

function requestOf(asked: Asked): RequestInit {
  const headers = { 'x-api-key': asked.apiKey, 'x-serial': asked.serial };
  return asked.signal === undefined ? { headers } : { headers, signal: asked.signal };
}

/** A row as JSON.parse gives it. */
// biome-ignore lint/suspicious/noExplicitAny: rows are whatever the sandbox sent; the tests judge it
export type Row = Record<string, any>;

/** Turns rows of any shape back into ledger orders; written apart from the code that made them. */
export function ordersOfRows(rows: Row[], shape: Shape): LedgerOrder[] {
  if (shape !== 'lines') {
    return rows.map((row) => {
      const lines: Row[] = shape === 'nested' ? row.Lines : JSON.parse(row.Items);
      const payments: Row[] = shape === 'nested' ? row.Payments : JSON.parse(row.Payments);
      return orderOf(row, lines.map(lineOf), payments);
    });
  }
  const byId = new Map<string, Row[]>();
  for (const row of rows) {
    byId.set(row.OrderId, [...(byId.get(row.OrderId) ?? []), row]);
  }
  return [...byId.values()].map((group) => {
    const [first] = group as [Row];
    const lines = group.filter((row) => row.LineId !== null).map((row) => lineOf(unpacked(row)));
    return orderOf(first, lines, JSON.parse(first.Payments));
  });
}

function unpacked(row: Row): Row {
  const taxes = row.Taxes === undefined ? {} : { Taxes: JSON.parse(row.Taxes) };
  return { ...row, ...taxes, Modifiers: JSON.parse(row.Modifiers) };
}

function orderOf(row: Row, lines: LedgerLine[], payments: Row[]): LedgerOrder {
  const wall = (text: string): string => text.replace(' ', 'T');
  const order: LedgerOrder = {
    id: row.OrderId,
    openedAt: wall(row.Date),
    closedAt: row.ClosedAt === null ? null : wall(row.ClosedAt),
    updatedAt: wall(row.UpdatedAt),
    state: row.State,
    guests: row.Guests,
    lines,
    payments: payments.map(({ Tender, Amount, Tip }) => ({
      tender: Tender,
      amount: Amount,
      tip: Tip,
    })),
  };
  const extras = {
    employee: row.Employee,
    revenueCentre: row.RevenueCentre,
    orderType: row.OrderType,
  };
  return Object.assign(order, JSON.parse(JSON.stringify(extras)));
}

function lineOf(row: Row): LedgerLine {
  const line: LedgerLine = {
    id: row.LineId,
    code: row.ItemCode,
    name: row.ItemName,
    category: row.Category,
    quantity: row.Quantity,
    unitPrice: row.UnitPrice,
    discount: row.Discount,
    tax: row.Tax,
    kind: row.Kind,
    modifiers: row.Modifiers.map((modifier: Row) => ({
      code: modifier.Code,
      name: modifier.Name,
      quantity: modifier.Quantity,
      unitPrice: modifier.UnitPrice,
    })),
  };
  if (row.Taxes !== undefined) {
    line.taxes = row.Taxes.map((tax: Row) => ({ name: tax.Name, amount: tax.Amount }));
  }
  return line;
}
