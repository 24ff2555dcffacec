/** Exact sums of the figures of rows. */

import { divideHalfAway, powerOfTen, readDecimal } from '#kernel/decimal.ts';
import { type Columns, cellOf } from './columns.ts';
import { type DecimalMark, toPlainDecimal } from './numbers.ts';
import { kindNamedBy } from './row-kind.ts';

/** In millionths: more decimals are the noise of a spreadsheet. */
const SCALE = 6;
/** A total is written with as many decimals as it has, and at least with cents. */
const DECIMALS_MIN = 2;

const figureRoles = ['net', 'gross', 'quantity'] as const;
type Figures = Record<(typeof figureRoles)[number], Figure | null>;
interface Figure {
  millionths: bigint;
  decimals: number;
}

/** The figures a row tells, and what they count for by the kind of the row. */
export interface RowFigures {
  told: Figures;
  kind: ReturnType<typeof kindNamedBy>;
}

export interface Sum {
  rows: number;
  /** As they stand in the file, and as they count: a file's own totals may sum either. */
  told: Record<keyof Figures, bigint>;
  counted: Record<keyof Figures, bigint>;
}

export function createSum(): Sum {
  const nothing = () => ({ net: 0n, gross: 0n, quantity: 0n });
  return { rows: 0, told: nothing(), counted: nothing() };
}

/** Reads rows' figures. Files repeat few of them. */
export function createFigureReader(
  columns: Columns,
  decimal: DecimalMark,
): (row: readonly string[]) => RowFigures {
  const remembered = new Map<string, Figure | null>();
  const figureOf = (text: string): Figure | null => {
    if (text === '') return null;
    const known = remembered.get(text);
    if (known !== undefined) return known;
    const figure = readFigure(text, decimal);
    if (remembered.size > 8192) remembered.clear();
    remembered.set(text, figure);
    return figure;
  };
  const kinds = columns.of.get('kind') ?? [];
  const headerOf = (index: number) => columns.headers[index]?.text ?? '';
  return (row) => ({
    told: {
      net: figureOf(cellOf(columns, row, 'net')),
      gross: figureOf(cellOf(columns, row, 'gross')),
      quantity: figureOf(cellOf(columns, row, 'quantity')),
    },
    kind: kindNamedBy(kinds.map((index) => ({ header: headerOf(index), text: row[index] ?? '' }))),
  });
}

function readFigure(text: string, decimal: DecimalMark): Figure | null {
  const plain = toPlainDecimal(text, decimal);
  const value = plain === null ? null : readDecimal(plain);
  if (value === null || typeof value === 'string') return null;
  const { coefficient, scale } = value;
  const millionths =
    scale <= SCALE
      ? coefficient * powerOfTen(SCALE - scale)
      : divideHalfAway(coefficient, powerOfTen(scale - SCALE));
  return { millionths, decimals: Math.min(SCALE, Math.max(DECIMALS_MIN, scale)) };
}

export function addRow(sum: Sum, { told, kind }: RowFigures): void {
  sum.rows += 1;
  for (const role of figureRoles) {
    const millionths = told[role]?.millionths ?? 0n;
    sum.told[role] += millionths;
    if (kind === 'void' || (kind === 'comp' && role === 'net')) continue;
    sum.counted[role] += kind === 'refund' && millionths > 0n ? -millionths : millionths;
  }
}

/** Whether figures are a sum: the net, else the gross, and the quantity where there is one. */
export function isSum({ told }: RowFigures, sum: Sum): boolean {
  const amountRole: keyof Figures = told.net === null ? 'gross' : 'net';
  if (sum.rows === 0 || told[amountRole] === null) return false;
  return [sum.told, sum.counted].some((total) =>
    ([amountRole, 'quantity'] as const).every((role) => {
      const figure = told[role];
      return figure === null || agrees(figure, total[role]);
    }),
  );
}

function agrees({ millionths, decimals }: Figure, total: bigint): boolean {
  const unit = powerOfTen(SCALE - decimals);
  return divideHalfAway(total, unit) === divideHalfAway(millionths, unit);
}

/** Whether leaving the row out changes nothing. */
export function isZero({ told }: RowFigures): boolean {
  return figureRoles.every((role) => (told[role]?.millionths ?? 0n) === 0n);
}
