import type { Order, OrderLine } from '#connectors/contract.ts';

/** The money of an order, by the one money model: gross − discounts − comps = net. */
export interface OrderFigures {
  grossMinor: number;
  discountMinor: number;
  compMinor: number;
  netMinor: number;
  taxMinor: number;
  tipMinor: number;
  taxes: { name: string; amountMinor: number }[];
  /** Net, tax and service charge equal what was paid. */
  isBalanced: boolean;
}

/** A line with the POS item it sold. */
export interface StorableLine extends OrderLine {
  posItemCode: string;
}

/** An order ready to be stored. */
export interface StorableOrder extends Omit<Order, 'lines'> {
  orderId: string;
  lines: StorableLine[];
  figures: OrderFigures;
  contentHash: Buffer;
  payloadText: string;
}

export function toOrderFigures(
  order: Pick<Order, 'lines' | 'payments' | 'serviceChargeMinor'>,
): OrderFigures {
  const figures: OrderFigures = {
    grossMinor: 0,
    discountMinor: 0,
    compMinor: 0,
    netMinor: 0,
    taxMinor: 0,
    tipMinor: 0,
    taxes: [],
    isBalanced: false,
  };
  for (const line of order.lines) {
    if (line.kind === 'void') continue;
    figures.grossMinor += line.grossMinor;
    figures.discountMinor += line.discountMinor;
    figures.compMinor += line.compMinor;
    figures.netMinor += line.netMinor;
    figures.taxMinor += line.taxMinor;
    for (const tax of line.taxes) addTax(figures.taxes, tax);
  }
  let paidMinor = 0;
  for (const payment of order.payments) {
    paidMinor += payment.amountMinor;
    figures.tipMinor += payment.tipMinor;
  }
  figures.isBalanced = paidMinor === figures.netMinor + figures.taxMinor + order.serviceChargeMinor;
  return figures;
}

function addTax(taxes: OrderFigures['taxes'], tax: { name: string; amountMinor: number }): void {
  const known = taxes.find((candidate) => candidate.name === tax.name);
  if (known) known.amountMinor += tax.amountMinor;
  else taxes.push({ ...tax });
}
