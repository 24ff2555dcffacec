/** A ledger order as Cluster rows, in the three shapes an integrator may meet. */
import type { LedgerLine, LedgerOrder } from '../ledger.ts';

export const SHAPES = ['nested', 'orders', 'lines'] as const;
export type Shape = (typeof SHAPES)[number];

const PLAIN = /^[\w .:@/&+-]*$/;

/** A JSON string; the common harmless text is not worth a call to the serialiser. */
function quote(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** The rows of one order as JSON texts: one row, or one per line in shape `lines`. */
export function rowsOf(order: LedgerOrder, shape: Shape): string[] {
  const columns = orderColumns(order);
  if (shape === 'nested') {
    return [`{${columns},"Lines":${linesJson(order)},"Payments":${paymentsJson(order)}}`];
  }
  const payments = JSON.stringify(paymentsJson(order));
  if (shape === 'orders') {
    return [`{${columns},"Items":${JSON.stringify(linesJson(order))},"Payments":${payments}}`];
  }
  if (order.lines.length === 0) {
    return [`{${columns},"LineId":null,"Payments":${payments}}`];
  }
  return order.lines.map((line) => {
    const taxes =
      line.taxes === undefined ? '' : `"Taxes":${JSON.stringify(taxesJson(line.taxes))},`;
    const modifiers = JSON.stringify(modifiersJson(line));
    return `{${columns},${lineColumns(line)},${taxes}"Modifiers":${modifiers},"Payments":${payments}}`;
  });
}

/** 'YYYY-MM-DDTHH:MM:SS' as the till writes it. */
function shownTime(wall: string): string {
  return `"${wall.slice(0, 10)} ${wall.slice(11)}"`;
}

function orderColumns(order: LedgerOrder): string {
  let text = `"OrderId":${quote(order.id)},"Date":${shownTime(order.openedAt)}`;
  text += `,"ClosedAt":${order.closedAt === null ? 'null' : shownTime(order.closedAt)}`;
  text += `,"UpdatedAt":${shownTime(order.updatedAt)},"State":"${order.state}","Guests":${order.guests}`;
  if (order.employee !== undefined) {
    text += `,"Employee":${quote(order.employee)}`;
  }
  if (order.revenueCentre !== undefined) {
    text += `,"RevenueCentre":${quote(order.revenueCentre)}`;
  }
  return order.orderType === undefined ? text : `${text},"OrderType":${quote(order.orderType)}`;
}

function lineColumns(line: LedgerLine): string {
  return `"LineId":${quote(line.id)},"ItemCode":${quote(line.code)},"ItemName":${quote(line.name)},"Category":${quote(line.category)},"Quantity":"${line.quantity}","UnitPrice":"${line.unitPrice}","Discount":"${line.discount}","Tax":"${line.tax}","Kind":"${line.kind}"`;
}

function linesJson(order: LedgerOrder): string {
  let text = '';
  for (const line of order.lines) {
    text += `${text === '' ? '{' : ',{'}${lineColumns(line)}`;
    if (line.taxes !== undefined) {
      text += `,"Taxes":${taxesJson(line.taxes)}`;
    }
    text += `,"Modifiers":${modifiersJson(line)}}`;
  }
  return `[${text}]`;
}

function taxesJson(taxes: NonNullable<LedgerLine['taxes']>): string {
  let text = '';
  for (const tax of taxes) {
    text += `${text === '' ? '' : ','}{"Name":${quote(tax.name)},"Amount":"${tax.amount}"}`;
  }
  return `[${text}]`;
}

function modifiersJson(line: LedgerLine): string {
  let text = '';
  for (const modifier of line.modifiers) {
    text += `${text === '' ? '' : ','}{"Code":${quote(modifier.code)},"Name":${quote(modifier.name)},"Quantity":"${modifier.quantity}","UnitPrice":"${modifier.unitPrice}"}`;
  }
  return `[${text}]`;
}

function paymentsJson(order: LedgerOrder): string {
  let text = '';
  for (const payment of order.payments) {
    text += `${text === '' ? '' : ','}{"Tender":${quote(payment.tender)},"Amount":"${payment.amount}","Tip":"${payment.tip}"}`;
  }
  return `[${text}]`;
}
