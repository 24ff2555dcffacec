import { numberOfKey } from '#connectors/contract.ts';
import type { Localized } from '#kernel/localized.ts';
import { tellAmount } from '#kernel/money-words.ts';
import type { VenueDayRule } from '#modules/tenancy/index.ts';
import type { Suspicion } from './day.store.ts';
import type { DayCause } from './restatement.ts';

/** One sentence per kind of cause; `bill` names the bill, `change` the money it moved. */
const sentences: Readonly<
  Record<DayCause['kind'], (bill: Localized, change: Localized, cause: DayCause) => Localized>
> = {
  late: (bill, change) => ({
    en: `${bill.en} arrived after the day had been seen${change.en}.`,
    fr: `${bill.fr} est arrivée après la première lecture de la journée${change.fr}.`,
  }),
  edited: (bill, change) => ({
    en: `${bill.en} was edited at the till${change.en}.`,
    fr: `${bill.fr} a été modifiée à la caisse${change.fr}.`,
  }),
  closed: (bill, change) => ({
    en: `${bill.en}, open until then, was closed${change.en}.`,
    fr: `${bill.fr}, restée ouverte jusque-là, a été fermée${change.fr}.`,
  }),
  voided: (bill, change) => ({
    en: `${bill.en} was voided${change.en}.`,
    fr: `${bill.fr} a été annulée${change.fr}.`,
  }),
  moved: (bill, change, { fromDate, toDate }) => {
    const from = fromDate === undefined ? null : tellDate(fromDate);
    const to = toDate === undefined ? null : tellDate(toDate);
    return {
      en: `${bill.en} was moved${from ? ` from ${from.en}` : ''}${to ? ` to ${to.en}` : ''} at the till${change.en}.`,
      fr: `${bill.fr} a été déplacée${from ? ` du ${from.fr}` : ''}${to ? ` au ${to.fr}` : ''} à la caisse${change.fr}.`,
    };
  },
  gone: (bill, change) => ({
    en: `${bill.en} is no longer known to the till${change.en}.`,
    fr: `${bill.fr} n’est plus connue de la caisse${change.fr}.`,
  }),
  returned: (bill, change) => ({
    en: `${bill.en} is told by the till again${change.en}.`,
    fr: `${bill.fr} est de nouveau transmise par la caisse${change.fr}.`,
  }),
  day_rule_changed: (_bill, change) => ({
    en: `A setting of the venue was changed${change.en}. Nothing changed at the till.`,
    fr: `Un réglage de l’établissement a changé${change.fr}. Rien n’a changé à la caisse.`,
  }),
  items_changed: () => ({
    en: 'The setting for modifiers was changed; the money stays the same.',
    fr: 'Le réglage des modificateurs a changé ; les montants restent les mêmes.',
  }),
};

/** Why a stored day changed, for a person. */
export function tellCause(cause: DayCause, currency: string): Localized {
  const number = cause.key === undefined ? null : numberOfKey(cause.key);
  const bill = number === null ? aBill : { en: `Bill ${number}`, fr: `L’addition ${number}` };
  return sentences[cause.kind](bill, tellChange(cause, currency), cause);
}

/** "Nov 10, 2026" and "10 nov. 2026"; French counts the first as "1er". */
function tellDate(date: string): Localized {
  const tell = (language: string) =>
    new Intl.DateTimeFormat(language, {
      ...{ year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' },
    } as const).format(new Date(`${date}T00:00:00Z`));
  return { en: tell('en'), fr: tell('fr').replace(/^1 /, '1er ') };
}

const aBill: Localized = { en: 'A bill', fr: 'Une addition' };

const ruleNames: Readonly<Record<keyof VenueDayRule, Localized>> = {
  timeZone: { en: 'time zone', fr: 'fuseau horaire' },
  cutoff: { en: 'cut-off', fr: 'heure de coupure' },
  morningEnd: { en: 'end of the morning', fr: 'fin de matinée' },
};

/** Which parts of the rule, old → new. */
function tellRule({ wasRule: was, nowRule: now }: DayCause): Localized {
  if (was === undefined || now === undefined) return { en: '', fr: '' };
  const names = (Object.keys(ruleNames) as (keyof VenueDayRule)[]).filter(
    (name) => was[name] !== now[name],
  );
  const list = (language: keyof Localized) =>
    names.map((name) => `${ruleNames[name][language]} ${was[name]} → ${now[name]}`).join(', ');
  return { en: ` (${list('en')})`, fr: ` (${list('fr')})` };
}

function tellChange(cause: DayCause, currency: string): Localized {
  if (cause.kind === 'day_rule_changed') return tellRule(cause);
  const { wasNetMinor: was, nowNetMinor: now } = cause;
  if (was === undefined || now === undefined || was === now) return { en: '', fr: '' };
  const [before, after] = [tellAmount(was, currency), tellAmount(now, currency)];
  return { en: ` (net ${before.en} → ${after.en})`, fr: ` (net ${before.fr} → ${after.fr})` };
}

/** Why an answer of the till was not applied, for a person. */
export function tellSuspicion({ heldOrders, missingOrders }: Suspicion): Localized {
  return {
    en: `The till’s newest answer left out ${missingOrders} of ${heldOrders} bills held, so it was not applied. It will be asked again.`,
    fr: `La dernière réponse de la caisse omettait ${missingOrders} des ${heldOrders} additions connues : elle n’a pas été appliquée. La caisse sera interrogée de nouveau.`,
  };
}
