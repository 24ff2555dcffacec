import { type FileOrders, numberOfKey, type RawOrder } from '#connectors/contract.ts';
import { businessDateOf, type DayRule, instantToWall } from '#kernel/business-day.ts';
import type { Reading } from '#modules/sync/index.ts';
import type { PreviewRow } from './file.ts';

const rowsMax = 20;

/** The first lines of a file's orders as they are understood. */
export async function previewRows(
  orders: FileOrders,
  reading: Reading,
  rule: DayRule,
): Promise<PreviewRow[]> {
  const rows: PreviewRow[] = [];
  for await (const page of orders.pages()) {
    rows.push(...rowsOf(page, reading, rule));
    if (rows.length >= rowsMax) break;
  }
  return rows.slice(0, rowsMax);
}

function rowsOf(orders: readonly RawOrder[], reading: Reading, rule: DayRule): PreviewRow[] {
  const rows: PreviewRow[] = [];
  for (const raw of orders) {
    if (rows.length >= rowsMax) break;
    const result = reading.connector.transform(raw, reading.transformContext);
    if (result.kind !== 'order') continue;
    const { order } = result;
    for (const line of order.lines) {
      rows.push({
        receipt: numberOfKey(order.key),
        businessDate: businessDateOf(order.occurredAtMs, rule),
        wallTime: instantToWall(order.occurredAtMs, rule.timeZone),
        kind: line.kind,
        ...(order.customer ? { customer: order.customer } : {}),
        itemCode: line.itemCode,
        itemName: line.itemName,
        category: line.category,
        modifiers: line.modifiers.map((modifier) => modifier.name),
        quantity: line.quantity,
        grossMinor: line.grossMinor,
        discountMinor: line.discountMinor,
        netMinor: line.netMinor,
        taxMinor: line.taxMinor,
      });
    }
  }
  return rows;
}
