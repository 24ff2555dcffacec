/** One bill of the generated house: its lines, taxes and payments, all in whole minor units. */
import type {
  LedgerLine,
  LedgerModifier,
  LedgerOrder,
  LedgerPayment,
  LineKind,
} from '../ledger.ts';
import { DAYPARTS, MENU, type MenuItem, MODIFIERS } from './menu.ts';
import type { Random } from './random.ts';

/** A bill with the figures a later revision needs. */
export interface Bill {
  order: LedgerOrder;
  /** Net + tax of each line, in minor units. */
  lineTotals: number[];
}

const GST = 5_000;
const QST = 9_975;
const TAX_UNIT = 100_000;
const PICKS = 2048;
const LINE_COUNTS = spread([10, 18, 19, 17, 13, 9, 6, 4, 2, 2], 1);
const EMPLOYEES = ['Amélie', 'Benoît', 'Chloé', 'David', 'Émile', 'Fatima', 'Gabriel', 'Hélène'];
const CARDS = ['Visa', 'Mastercard', 'Interac'] as const;

/** One table of item indexes per part of the day: an item fills as many places as it is popular. */
const PICK_TABLES = DAYPARTS.map((_, part) => {
  const total = MENU.reduce((sum, item) => sum + (item.weights[part] as number), 0);
  const table: MenuItem[] = [];
  let reached = 0;
  for (const item of MENU) {
    reached += item.weights[part] as number;
    while (table.length < Math.round((reached * PICKS) / total)) {
      table.push(item);
    }
  }
  return table;
});

/** [3, 1] from 1 → [1, 1, 1, 2]: a table to draw a number from. */
function spread(weights: readonly number[], first: number): number[] {
  return weights.flatMap((weight, index) => Array<number>(weight).fill(first + index));
}

/** Writes minor units of a currency; the common amounts are written once. */
export function moneyWriter(exponent: number): (minor: number) => string {
  const known: string[] = [];
  const unit = 10 ** exponent;
  const write = (minor: number): string =>
    exponent === 0
      ? String(minor)
      : `${Math.floor(minor / unit)}.${String(minor % unit).padStart(exponent, '0')}`;
  return (minor) => {
    if (minor < 0) {
      return `-${write(-minor)}`;
    }
    if (minor >= 20_000) {
      return write(minor);
    }
    const text = known[minor] ?? write(minor);
    known[minor] = text;
    return text;
  };
}

/** Fills a bill opened at `second` of its service day. Times are set by the caller. */
export function writeBill(input: {
  id: string;
  second: number;
  random: Random;
  money: (minor: number) => string;
}): Bill {
  const { id, second, random, money } = input;
  const hour = Math.floor(second / 3600);
  const part = hour < 15 ? 0 : hour < 22 ? 1 : 2;
  const count = LINE_COUNTS[random.below(LINE_COUNTS.length)] as number;
  const isHappy = hour >= 15 && hour < 18;
  const discountPercent = random.chance(35) ? 10 + 5 * random.below(3) : 0;
  const isRefund = random.chance(4);
  const lines: LedgerLine[] = [];
  const lineTotals: number[] = [];
  let netMinor = 0;
  let totalMinor = 0;
  for (let index = 0; index < count; index += 1) {
    const item = (PICK_TABLES[part] as MenuItem[])[random.below(PICKS)] as MenuItem;
    const rate = discountPercent || (isHappy && item.isAlcohol ? 20 : 0);
    const kind = isRefund && index === 0 ? 'refund' : drawKind(random);
    const drawn = drawLine({ id: `${id}-${index + 1}`, item, kind, rate, random, money });
    lines.push(drawn.line);
    lineTotals.push(drawn.netMinor + drawn.taxMinor);
    netMinor += drawn.netMinor;
    totalMinor += drawn.netMinor + drawn.taxMinor;
  }
  const guests = 1 + Math.floor(random.below(count + 2) / 2);
  const isBar = part === 2 || random.chance(180);
  return {
    order: {
      id,
      openedAt: '',
      closedAt: '',
      updatedAt: '',
      state: 'closed',
      guests,
      employee: EMPLOYEES[random.below(EMPLOYEES.length)] as string,
      revenueCentre: isBar ? 'Bar' : random.chance(150) ? 'Terrasse' : 'Salle',
      orderType: drawOrderType(random),
      lines,
      payments: drawPayments({ netMinor, totalMinor, random, money }),
    },
    lineTotals,
  };
}

function drawOrderType(random: Random): string {
  const draw = random.below(100);
  return draw < 78 ? 'Sur place' : draw < 92 ? 'Pour emporter' : 'Livraison';
}

function drawKind(random: Random): LineKind {
  const draw = random.below(1000);
  return draw < 15 ? 'void' : draw < 23 ? 'comp' : 'sale';
}

const NO_MODIFIERS: LedgerModifier[] = [];

function drawLine(input: {
  id: string;
  item: MenuItem;
  kind: LineKind;
  /** Percent. */
  rate: number;
  random: Random;
  money: (minor: number) => string;
}): { line: LedgerLine; netMinor: number; taxMinor: number } {
  const { id, item, kind, random, money } = input;
  const chosen = drawModifiers(item, random, money);
  const eachMinor = item.priceMinor + chosen.priceMinor;
  const thousandths = item.isWeighed ? 150 + random.below(600) : 1000 * drawQuantity(item, random);
  const grossMinor = Math.floor((eachMinor * thousandths + 500) / 1000);
  const isPaid = kind === 'sale' || kind === 'refund';
  const discountMinor = isPaid ? Math.floor((grossMinor * input.rate + 50) / 100) : 0;
  const sign = kind === 'refund' ? -1 : 1;
  const netMinor = isPaid ? sign * (grossMinor - discountMinor) : 0;
  const gstMinor = item.isTaxed ? taxOf(netMinor, GST) : 0;
  const qstMinor = item.isTaxed ? taxOf(netMinor, QST) : 0;
  const line: LedgerLine = {
    id,
    code: item.code,
    name: item.name,
    category: item.category,
    quantity: quantityText(sign * thousandths),
    unitPrice: money(item.priceMinor),
    discount: money(discountMinor),
    tax: money(gstMinor + qstMinor),
    taxes: item.isTaxed
      ? [
          { name: 'GST', amount: money(gstMinor) },
          { name: 'QST', amount: money(qstMinor) },
        ]
      : [],
    kind,
    modifiers: chosen.modifiers,
  };
  return { line, netMinor, taxMinor: gstMinor + qstMinor };
}

function taxOf(netMinor: number, rate: number): number {
  const size = Math.floor((Math.abs(netMinor) * rate + TAX_UNIT / 2) / TAX_UNIT);
  return netMinor < 0 ? -size : size;
}

function quantityText(thousandths: number): string {
  return thousandths % 1000 === 0 ? String(thousandths / 1000) : (thousandths / 1000).toFixed(3);
}

function drawQuantity(item: MenuItem, random: Random): number {
  const draw = random.below(100);
  if (item.isAlcohol) {
    return draw < 72 ? 1 : draw < 92 ? 2 : draw < 97 ? 3 : 4;
  }
  return draw < 90 ? 1 : draw < 98 ? 2 : 3;
}

function drawModifiers(
  item: MenuItem,
  random: Random,
  money: (minor: number) => string,
): { modifiers: LedgerModifier[]; priceMinor: number } {
  if (item.groups.length === 0) {
    return { modifiers: NO_MODIFIERS, priceMinor: 0 };
  }
  const modifiers: LedgerModifier[] = [];
  let priceMinor = 0;
  for (const group of item.groups) {
    const isAsked =
      group === 'wings' || group === 'cooking' || random.chance(group === 'pour' ? 600 : 330);
    if (isAsked) {
      const options = MODIFIERS[group];
      const option = options[random.below(options.length)] as (typeof options)[number];
      const quantity = group === 'extra' && random.chance(120) ? 2 : 1;
      priceMinor += quantity * option.priceMinor;
      modifiers.push({
        code: option.code,
        name: option.name,
        quantity: quantity === 1 ? '1' : '2',
        unitPrice: money(option.priceMinor),
      });
    }
  }
  return { modifiers, priceMinor };
}

/** How the bill is paid: mostly one card with a tip, sometimes split, sometimes cash or a gift card. */
function drawPayments(input: {
  netMinor: number;
  totalMinor: number;
  random: Random;
  money: (minor: number) => string;
}): LedgerPayment[] {
  const { netMinor, totalMinor, random, money } = input;
  if (totalMinor === 0) {
    return [];
  }
  const isSplit = totalMinor > 4000 && random.chance(140);
  const firstMinor = isSplit ? Math.floor(totalMinor / 2) : totalMinor;
  const parts = isSplit ? [firstMinor, totalMinor - firstMinor] : [totalMinor];
  return parts.map((partMinor) => {
    const draw = random.below(100);
    const tender =
      draw < 76 ? (CARDS[random.below(3)] as string) : draw < 95 ? 'Comptant' : 'Carte-cadeau';
    const baseMinor = isSplit ? Math.floor(netMinor / 2) : netMinor;
    return {
      tender,
      amount: money(partMinor),
      tip: money(baseMinor <= 0 ? 0 : drawTip({ tender, baseMinor, random })),
    };
  });
}

function drawTip(input: { tender: string; baseMinor: number; random: Random }): number {
  const { tender, baseMinor, random } = input;
  if (tender === 'Comptant') {
    return random.chance(550) ? 50 * (1 + random.below(12)) : 0;
  }
  const percent = [0, 10, 15, 15, 18, 18, 20, 25][random.below(8)] as number;
  return Math.floor((baseMinor * percent + 50) / 100);
}
