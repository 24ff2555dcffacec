import { writeFileSync } from 'node:fs';
import { XlsxStreamWriter } from 'hucre/xlsx';
import { addDays } from '#kernel/business-day.ts';

const headers = [
  ...['Date', 'Time', 'Category', 'Item', 'Qty', 'SKU', 'Modifiers Applied', 'Gross Sales'],
  ...['Discounts', 'Net Sales', 'Tax', 'Transaction ID', 'Device Name', 'Event Type', 'Location'],
  ...['Dining Option', 'Card Brand', 'Tip'],
];
const days = 30;
const linesPerOrder = 3;
const items = Array.from({ length: 80 }, (_, at) => `Dish number ${at}`);
const modifiers = ['', 'Oat Milk, Large', 'Gluten free', 'Extra cheese, No onion, Well done'];

/** A month of item lines as a till exports them, the first on `firstDate`. Always the same. */
function* rowsOf(count: number, firstDate: string): Generator<(string | number)[]> {
  const ordersPerDay = Math.ceil(count / linesPerOrder / days);
  for (let at = 0; at < count; at += 1) {
    const order = Math.floor(at / linesPerOrder);
    const inDay = order % ordersPerDay;
    const seconds = 9 * 3600 + Math.floor((inDay * 12 * 3600) / ordersPerDay);
    const item = (at * 7) % items.length;
    const grossMinor = 300 + item * 25;
    const discountMinor = at % 10 === 0 ? 100 : 0;
    const netMinor = grossMinor - discountMinor;
    yield [
      addDays(firstDate, Math.floor(order / ordersPerDay)),
      clock(seconds),
      `Category ${item % 8}`,
      items[item] as string,
      1,
      `SKU-${item}`,
      modifiers[at % modifiers.length] as string,
      grossMinor / 100,
      -discountMinor / 100,
      netMinor / 100,
      Math.round(netMinor * 0.14975) / 100,
      `C54DE0966A5B${String(order).padStart(10, '0')}`,
      `Terminal ${order % 4}`,
      'Payment',
      'Brasserie du Port',
      order % 3 === 0 ? 'To go' : 'For here',
      order % 2 === 0 ? 'Visa' : 'MasterCard',
      0,
    ];
  }
}

export function writeCsv(path: string, count: number, firstDate: string): void {
  const write = (cell: string | number) => (/,/.test(String(cell)) ? `"${cell}"` : String(cell));
  const lines = [headers, ...rowsOf(count, firstDate)].map((row) => row.map(write).join(','));
  writeFileSync(path, `${lines.join('\r\n')}\r\n`);
}

export async function writeXlsx(path: string, count: number, firstDate: string): Promise<void> {
  const columns = headers.map((header) => ({ header }));
  const writer = new XlsxStreamWriter({ name: 'Items', columns });
  for (const row of rowsOf(count, firstDate)) writer.addRow(row);
  writeFileSync(path, await writer.finish());
}

function clock(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}
