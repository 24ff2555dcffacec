import {
  type FileOrders,
  type FileQuestion,
  orderForms,
  type RawOrder,
} from '#connectors/contract.ts';
import { businessDateOf, type DayRule, dayWindow } from '#kernel/business-day.ts';
import type { Language, Localized } from '#kernel/localized.ts';
import { listOrdersBeside, type StandingOrder } from '#modules/sales/index.ts';
import { tellDate } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { datesOf } from './file-cover.ts';

/*
 * A till may mail the same day twice in two forms, bill by bill and as one sum. No key tells that
 * these are the same sales, so a person is asked once for the layout.
 */

/**
 * What stands of the days of a file, and was told in another form than the file's.
 * @param before keys that an earlier reading of the same file told.
 */
export async function listToldOtherwise(
  tx: Tx,
  place: { companyId: string; locationId: string },
  file: { orders: FileOrders; before: ReadonlySet<string>; rule: DayRule },
): Promise<StandingOrder[]> {
  const { orders, before, rule } = file;
  const spans = datesOf(orders.occurredAtMs, rule).map((date) => {
    const { startMs: fromMs, endMs: toMs } = dayWindow(date, rule);
    return { fromMs, toMs };
  });
  if (spans.length === 0) return [];
  const keyPatterns = orders.forms.map((form) => orderForms[form]);
  const found = await listOrdersBeside(tx, { ...place, spans, keyPatterns });
  return found.filter(({ key }) => !before.has(key));
}

/** What is asked of a person when nobody said yet what that means. */
export function askToldOtherwise(held: readonly StandingOrder[], rule: DayRule): FileQuestion {
  const dates = datesOf(
    held.map(({ occurredAtMs }) => occurredAtMs),
    rule,
  );
  const [first, last] = [tellDate(dates[0] ?? ''), tellDate(dates.at(-1) ?? '')];
  const isOne = dates.length === 1;
  const en = isOne ? first.en : `${dates.length} days, ${first.en} to ${last.en},`;
  const fr = isOne
    ? `du ${first.fr}`
    : `de ${dates.length} journées, du ${first.fr} au ${last.fr},`;
  return {
    kind: 'told_otherwise',
    message: {
      en: `Sales of ${en} have come already in another form: bill by bill, by time, or as one sum for the day. Are they the same sales?`,
      fr: `Des ventes ${fr} sont déjà arrivées sous une autre forme : addition par addition, par heure, ou en une somme pour la journée. Sont-ce les mêmes ventes ?`,
    },
    examples: [],
    readings: [
      { answer: 'replace', examples: [] },
      { answer: 'add', examples: [] },
    ],
  };
}

/**
 * What becomes of a file whose days stand in another form, told by a person to be the same sales:
 * what was said later stands. `replaced` are keys to take back; `dates` those of which the file is
 * not heard, as something newer told them.
 */
export function decideSameSales(
  held: readonly StandingOrder[],
  file: { receivedAtMs: number; rule: DayRule },
): { replaced: Set<string>; unheard: Set<string> } {
  const isNewer = ({ toldAtMs }: StandingOrder) =>
    toldAtMs !== null && toldAtMs > file.receivedAtMs;
  const dateOf = ({ occurredAtMs }: StandingOrder) => businessDateOf(occurredAtMs, file.rule);
  const unheard = new Set(held.filter(isNewer).map(dateOf));
  const replaced = held.filter((order) => !unheard.has(dateOf(order))).map(({ key }) => key);
  return { replaced: new Set(replaced), unheard };
}

/** The orders of a file without those of some days. */
export async function* withoutDates(
  pages: AsyncIterable<readonly RawOrder[]>,
  dates: ReadonlySet<string>,
  rule: DayRule,
): AsyncGenerator<readonly RawOrder[]> {
  for await (const page of pages) {
    yield page.filter(
      ({ occurredAtMs }) => occurredAtMs === null || !dates.has(businessDateOf(occurredAtMs, rule)),
    );
  }
}

/** Says of which days a file was not heard. */
export function sayUnheard(dates: ReadonlySet<string>): Localized {
  const told = [...dates].sort().map(tellDate);
  const list = (language: Language) => told.map((date) => date[language]).join('; ');
  return {
    en: `A newer file told these days in another form, so this one changes nothing of them: ${list('en')}.`,
    fr: `Un fichier plus récent a décrit ces journées sous une autre forme ; celui-ci n’y change donc rien : ${list('fr')}.`,
  };
}
