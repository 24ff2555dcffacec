/*
 * Tills number their receipts anew each day, and a refund bears the number of what it refunds. The
 * key of an order tells them apart; people know it by its number.
 */

const REFUND = ' refund';
const keyOfReceipt = new RegExp(`^(?<number>.+)@\\d{4}-\\d{2}-\\d{2}(?:${REFUND})?$`, 's');

/**
 * What the orders of a file are told apart by, as patterns of their keys: the number of a receipt,
 * the moment of the sale, or nothing but the day, whose sales are one sum then.
 */
export const orderForms = {
  receipt: '@\\d{4}-\\d{2}-\\d{2}( refund)?$',
  day: '^\\d{4}-\\d{2}-\\d{2}$',
  moment: '^\\d{4}-\\d{2}-\\d{2} [0-9]',
} as const;
export type OrderForm = keyof typeof orderForms;

const formPatterns = Object.entries(orderForms).map(
  ([form, pattern]) => [form as OrderForm, new RegExp(pattern)] as const,
);

/** Of an order of a file. */
export function formOfKey(key: string): OrderForm {
  return formPatterns.find(([, pattern]) => pattern.test(key))?.[0] ?? 'moment';
}

/** The key of a receipt that is numbered by day. @param date 'YYYY-MM-DD'. */
export function toReceiptKey(receipt: { number: string; date: string; isRefund: boolean }): string {
  return `${receipt.number}@${receipt.date}${receipt.isRefund ? REFUND : ''}`;
}

/** The key of the sale that a refund gives back; null for the key of anything else. */
export function findRefundedKey(key: string): string | null {
  return key.endsWith(REFUND) ? key.slice(0, -REFUND.length) : null;
}

/** What the people at the till know an order by: its key without what sets it apart. */
export function numberOfKey(key: string): string {
  return keyOfReceipt.exec(key)?.groups?.number ?? key;
}
