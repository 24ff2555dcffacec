import type { VenueDayRule } from '#modules/tenancy/index.ts';

/** The figures of one location's day that a restatement compares. */
export interface DayFigures {
  orders: number;
  guests: number;
  grossMinor: number;
  discountMinor: number;
  compMinor: number;
  netMinor: number;
  taxMinor: number;
  tipMinor: number;
  serviceChargeMinor: number;
  morningOrders: number;
  morningNetMinor: number;
}

/** A stored day: its figures, and which of its checkpoints had already been seen. */
export interface StoredDay {
  businessDate: string;
  isFirstSeen: boolean;
  isMorningFirstSeen: boolean;
  /** Whether its morning is known, and how many bills it has. */
  areTimesTold: boolean;
  areBillsTold: boolean;
  figures: DayFigures;
}

/** One reason why a day changed. */
export interface DayCause {
  kind:
    | 'late'
    | 'edited'
    | 'closed'
    | 'voided'
    | 'moved'
    | 'gone'
    | 'returned'
    | 'day_rule_changed'
    | 'items_changed';
  orderId?: string;
  key?: string;
  wasNetMinor?: number;
  nowNetMinor?: number;
  /** Of a bill that moved: the other business date. */
  fromDate?: string;
  toDate?: string;
  /** Of a changed rule. */
  wasRule?: VenueDayRule;
  nowRule?: VenueDayRule;
}

export interface Restatement {
  businessDate: string;
  was: Partial<DayFigures>;
  now: Partial<DayFigures>;
  why: DayCause[];
}

const morningFields = ['morningOrders', 'morningNetMinor'] as const;
/** Causes kept per restatement; a day that changes in more places is told by its figures. */
const causesMax = 200;

/**
 * The restatements that follow when days that people have seen change. A day still running is
 * compared by its morning only, once that was seen: the rest of it is expected to move.
 */
export function toRestatements(options: {
  was: readonly StoredDay[];
  now: readonly StoredDay[];
  causesOf: (businessDate: string) => DayCause[];
}): Restatement[] {
  const nowByDate = new Map(options.now.map((day) => [day.businessDate, day]));
  const restatements: Restatement[] = [];
  for (const was of options.was) {
    const now = nowByDate.get(was.businessDate);
    if (!now) continue;
    const changed = changedFields(was, now);
    if (changed.length === 0) continue;
    restatements.push({
      businessDate: was.businessDate,
      was: pick(was.figures, changed),
      now: pick(now.figures, changed),
      why: options.causesOf(was.businessDate).slice(0, causesMax),
    });
  }
  return restatements;
}

function changedFields(was: StoredDay, now: StoredDay): (keyof DayFigures)[] {
  const fields = was.isFirstSeen
    ? (Object.keys(was.figures) as (keyof DayFigures)[])
    : was.isMorningFirstSeen
      ? morningFields
      : [];
  const unknown = new Set<string>([
    ...(was.areTimesTold && now.areTimesTold ? [] : morningFields),
    ...(was.areBillsTold && now.areBillsTold ? [] : (['orders', 'guests'] as const)),
  ]);
  return fields.filter((field) => !unknown.has(field) && was.figures[field] !== now.figures[field]);
}

function pick(figures: DayFigures, fields: readonly (keyof DayFigures)[]): Partial<DayFigures> {
  return Object.fromEntries(fields.map((field) => [field, figures[field]]));
}
