/** What a ledger line must look like; the only place that turns unknown JSON into ledger types. */
import {
  type LedgerLine,
  type LedgerModifier,
  type LedgerOrder,
  type LedgerPayment,
  type LedgerTax,
  type LedgerVenue,
  LINE_KINDS,
  type LineKind,
  ORDER_STATES,
  type OrderState,
} from './ledger-types.ts';
import { isWallTime } from './wall-time.ts';

/** The text is not a till ledger; the message says where and why. */
export class LedgerError extends Error {
  readonly lineNumber: number | null;

  constructor(reason: string, lineNumber: number | null) {
    super(lineNumber === null ? reason : `ledger line ${lineNumber}: ${reason}`);
    this.name = 'LedgerError';
    this.lineNumber = lineNumber;
  }
}

type Fields = Record<string, unknown>;

const STATES: readonly string[] = ORDER_STATES;
const KINDS: readonly string[] = LINE_KINDS;
const DECIMAL = /^-?\d{1,12}(\.\d{1,6})?$/;

/** First line of a ledger. Throws LedgerError. */
export function parseVenue(line: string, lineNumber: number): LedgerVenue {
  return at(lineNumber, () => {
    const venue = fieldsOf(fieldsOf(JSON.parse(line), 'the first line').venue, 'venue');
    return {
      name: textOf(venue, 'name'),
      timeZone: textOf(venue, 'timeZone'),
      currency: textOf(venue, 'currency'),
    };
  });
}

/** One order line of a ledger. Throws LedgerError. */
export function parseOrder(line: string, lineNumber: number): LedgerOrder {
  return at(lineNumber, () => checkOrder(JSON.parse(line)));
}

/** Checks an order that is already JSON, field by field. Throws LedgerError without a line number. */
export function checkOrder(value: unknown): LedgerOrder {
  const order = fieldsOf(value, 'the order');
  const state = textOf(order, 'state');
  if (!STATES.includes(state)) {
    throw new LedgerError(`state must be one of ${STATES.join(', ')}`, null);
  }
  const guests = order.guests;
  if (typeof guests !== 'number' || !Number.isSafeInteger(guests) || guests < 0) {
    throw new LedgerError('guests must be a whole number', null);
  }
  return {
    id: idOf(order),
    openedAt: wallOf(order, 'openedAt'),
    closedAt: order.closedAt == null ? null : wallOf(order, 'closedAt'),
    updatedAt: wallOf(order, 'updatedAt'),
    state: state as OrderState,
    guests,
    ...optionalText(order, 'employee'),
    ...optionalText(order, 'revenueCentre'),
    ...optionalText(order, 'orderType'),
    lines: listOf(order, 'lines').map(checkLine),
    payments: listOf(order, 'payments').map(checkPayment),
  };
}

function checkLine(value: unknown): LedgerLine {
  const line = fieldsOf(value, 'a line');
  const kind = textOf(line, 'kind');
  if (!KINDS.includes(kind)) {
    throw new LedgerError(`kind of a line must be one of ${KINDS.join(', ')}`, null);
  }
  const checked: LedgerLine = {
    id: idOf(line),
    code: textOf(line, 'code'),
    name: textOf(line, 'name'),
    category: textOf(line, 'category'),
    quantity: decimalOf(line, 'quantity'),
    unitPrice: decimalOf(line, 'unitPrice'),
    discount: decimalOf(line, 'discount'),
    tax: decimalOf(line, 'tax'),
    kind: kind as LineKind,
    modifiers: listOf(line, 'modifiers').map(checkModifier),
  };
  if (line.taxes !== undefined) {
    checked.taxes = listOf(line, 'taxes').map(checkTax);
  }
  return checked;
}

function checkModifier(value: unknown): LedgerModifier {
  const modifier = fieldsOf(value, 'a modifier');
  return {
    code: textOf(modifier, 'code'),
    name: textOf(modifier, 'name'),
    quantity: decimalOf(modifier, 'quantity'),
    unitPrice: decimalOf(modifier, 'unitPrice'),
  };
}

function checkTax(value: unknown): LedgerTax {
  const tax = fieldsOf(value, 'a tax');
  return { name: textOf(tax, 'name'), amount: decimalOf(tax, 'amount') };
}

function checkPayment(value: unknown): LedgerPayment {
  const payment = fieldsOf(value, 'a payment');
  return {
    tender: textOf(payment, 'tender'),
    amount: decimalOf(payment, 'amount'),
    tip: decimalOf(payment, 'tip'),
  };
}

function at<T>(lineNumber: number, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'not JSON' : (error as Error).message;
    throw new LedgerError(reason, lineNumber);
  }
}

function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new LedgerError(`${what} must be an object`, null);
  }
  return value as Fields;
}

function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string') {
    throw new LedgerError(`${name} must be a text`, null);
  }
  return value;
}

function idOf(fields: Fields): string {
  const id = textOf(fields, 'id');
  if (id === '' || id.length > 100) {
    throw new LedgerError('id must have 1 to 100 characters', null);
  }
  return id;
}

function wallOf(fields: Fields, name: string): string {
  const value = textOf(fields, name);
  if (!isWallTime(value)) {
    throw new LedgerError(`${name} must be a wall time YYYY-MM-DDTHH:MM:SS`, null);
  }
  return value;
}

function decimalOf(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string' || !DECIMAL.test(value)) {
    throw new LedgerError(`${name} must be a decimal text such as "12.50"`, null);
  }
  return value;
}

function listOf(fields: Fields, name: string): unknown[] {
  const value = fields[name];
  if (!Array.isArray(value) || value.length > 10_000) {
    throw new LedgerError(`${name} must be a list of at most 10000`, null);
  }
  return value;
}

function optionalText<K extends string>(fields: Fields, name: K): { [P in K]?: string } {
  return fields[name] == null ? {} : ({ [name]: textOf(fields, name) } as { [P in K]: string });
}
