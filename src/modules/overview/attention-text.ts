import { firstSentence } from '#kernel/first-sentence.ts';
import { isolated } from '#kernel/isolated.ts';
import type { Localized } from '#kernel/localized.ts';
import { tellAmount } from '#kernel/money-words.ts';

/** What the list of things to look at says. Every text is one sentence. */

export interface TillName {
  providerName: Localized;
  nickname: string | null;
  venueName: string;
}

/** Days of one kind: how many, and the newest of them. */
interface SomeDays {
  count: number;
  newest: Localized;
  venueName: string;
}

export function tellTill({ providerName, nickname, venueName }: TillName): Localized {
  const [name, venue] = [nickname === null ? null : isolated(nickname), isolated(venueName)];
  return {
    en: `${providerName.en}${name === null ? '' : ` “${name}”`} at ${venue}`,
    fr: `${providerName.fr}${name === null ? '' : ` « ${name} »`} (${venue})`,
  };
}

export function sayCalledOff(till: TillName): Localized {
  const { en, fr } = tellTill(till);
  return {
    en: `${en} failed for so long that it was called off; no sales arrive until you resume it.`,
    fr: `${fr} a échoué si longtemps que la synchronisation est arrêtée ; aucune vente n’arrive avant que vous la repreniez.`,
  };
}

export function sayFailing(till: TillName): Localized {
  const { en, fr } = tellTill(till);
  return {
    en: `${en} keeps failing and will be called off if nothing is done.`,
    fr: `${fr} échoue sans cesse et sera arrêtée si rien n’est fait.`,
  };
}

export function sayFailed(till: TillName): Localized {
  const { en, fr } = tellTill(till);
  return {
    en: `The last check of ${en} failed; it is tried again by itself.`,
    fr: `La dernière vérification de ${fr} a échoué ; elle est retentée d’elle-même.`,
  };
}

export type RefusalKind = 'auth' | 'permission' | 'not_activated';

/** Of a refusal, what the till said (the first sentence of its connector's), and what to do. */
export function sayRefused(
  till: TillName,
  refusal: { kind: RefusalKind; message: Localized },
): Localized {
  const { en, fr } = tellTill(till);
  const toDo = refusalsToDo[refusal.kind](till.providerName);
  return {
    en: `${en}: ${withoutStop(refusal.message.en)}; ${toDo.en}, no sales arrive until then.`,
    fr: `${fr} : ${withoutStop(refusal.message.fr)} ; ${toDo.fr}, aucune vente n’arrive d’ici là.`,
  };
}

const refusalsToDo: Readonly<Record<RefusalKind, (provider: Localized) => Localized>> = {
  auth: () => ({ en: 'replace it', fr: 'corrigez ce qui est saisi' }),
  permission: ({ en, fr }) => ({
    en: `ask ${en} to allow it`,
    fr: `demandez à ${fr} de l’autoriser`,
  }),
  not_activated: ({ en, fr }) => ({
    en: `if it lasts longer than two days, ask ${en}`,
    fr: `si cela dure plus de deux jours, demandez à ${fr}`,
  }),
};

/** The first sentence, without the full stop at its end. */
function withoutStop(text: string): string {
  return firstSentence(text).replace(/\.$/, '');
}

export function sayImportFailed(till: TillName): Localized {
  const { en, fr } = tellTill(till);
  return {
    en: `The import of past sales from ${en} gave up before it was done.`,
    fr: `L’importation des ventes passées de ${fr} s’est interrompue avant la fin.`,
  };
}

/** Of what is sent, rows may be set aside that belong to no bill. */
export function saySetAside(count: number, till: TillName): Localized {
  const { en, fr } = tellTill(till);
  return {
    en: `${count} ${count === 1 ? 'row or bill' : 'rows or bills'} from ${en} could not be read and ${count === 1 ? 'is' : 'are'} not counted.`,
    fr:
      count === 1
        ? `Une ligne ou addition de ${fr} n’a pas pu être lue et n’est pas comptée.`
        : `${count} lignes ou additions de ${fr} n’ont pas pu être lues et ne sont pas comptées.`,
  };
}

export function sayQuarantined(count: number, till: TillName): Localized {
  const { en, fr } = tellTill(till);
  return {
    en: `${count} ${count === 1 ? 'bill' : 'bills'} from ${en} could not be understood and ${count === 1 ? 'is' : 'are'} not counted.`,
    fr:
      count === 1
        ? `Une addition de ${fr} n’a pas pu être comprise et n’est pas comptée.`
        : `${count} additions de ${fr} n’ont pas pu être comprises et ne sont pas comptées.`,
  };
}

export function saySuspicious({ count, newest, venueName }: SomeDays): Localized {
  const rest = count - 1;
  return {
    en: `${isolated(venueName)}: the till suddenly told of far fewer bills for ${newest.en}${moreDays(rest).en}, so what was held is kept.`,
    fr: `${isolated(venueName)} : la caisse a soudain transmis bien moins d’additions du ${newest.fr}${moreDays(rest).fr} ; les données connues sont gardées.`,
  };
}

export function sayMissing({ count, newest, venueName }: SomeDays): Localized {
  return {
    en: `${isolated(venueName)}: ${newest.en}${moreDays(count - 1).en} could not be read from the till in full.`,
    fr: `${isolated(venueName)} : les ventes du ${newest.fr}${moreDays(count - 1).fr} n’ont pas pu être lues entièrement.`,
  };
}

/** One day against its weekday. */
export function sayUnusual(day: {
  businessDate: string;
  direction: 'low' | 'high' | 'none';
  netMinor: number;
  usualNetMinor: number;
  venueName: string;
  currency: string;
}): Localized {
  const venue = isolated(day.venueName);
  const date = tellDate(day.businessDate);
  const weekday = tellWeekday(day.businessDate);
  const [net, usual] = [
    tellAmount(day.netMinor, day.currency),
    tellAmount(day.usualNetMinor, day.currency),
  ];
  if (day.direction === 'none') {
    return {
      en: `${venue}: ${date.en} had no sales, though ${weekday.en}s usually sell ${usual.en}.`,
      fr: `${venue} : aucune vente le ${date.fr}, alors qu’un ${weekday.fr} rapporte d’habitude ${usual.fr}.`,
    };
  }
  const side =
    day.direction === 'low' ? { en: 'below', fr: 'en dessous' } : { en: 'above', fr: 'au-dessus' };
  return {
    en: `${venue}: ${date.en} is well ${side.en} a usual ${weekday.en} (${net.en}, usually ${usual.en}).`,
    fr: `${venue} : le ${date.fr} est bien ${side.fr} d’un ${weekday.fr} habituel (${net.fr}, d’habitude ${usual.fr}).`,
  };
}

/** More are counted, not named: the sentence must stay one. */
const namedDaysMax = 5;

/** Several days against their weekdays, the newest of them by name. */
export function sayUnusualDays(days: { dates: readonly string[]; venueName: string }): Localized {
  const named = days.dates.slice(-namedDaysMax).map(tellShortDate);
  const rest = days.dates.length - named.length;
  const list = (language: 'en' | 'fr', more: string) =>
    listFormats[language].format([
      ...named.map((date) => (language === 'fr' ? `le ${date.fr}` : date.en)),
      ...(rest === 0 ? [] : [more]),
    ]);
  const en = list('en', rest === 1 ? '1 more day' : `${rest} more days`);
  const fr = list('fr', rest === 1 ? 'un autre jour' : `${rest} autres jours`);
  return {
    en: `${isolated(days.venueName)}: ${en} are out of line with what their weekdays usually sell.`,
    fr: `${isolated(days.venueName)} : ${fr} s’écartent de ce que ces jours rapportent d’habitude.`,
  };
}

const listFormats = {
  en: new Intl.ListFormat('en', { type: 'conjunction' }),
  fr: new Intl.ListFormat('fr', { type: 'conjunction' }),
};

export function sayUnbalanced({ count, newest, venueName }: SomeDays): Localized {
  return {
    en: `${isolated(venueName)}: on ${newest.en}${moreDays(count - 1).en} some bills were paid more or less than they came to.`,
    fr: `${isolated(venueName)} : des paiements du ${newest.fr}${moreDays(count - 1).fr} ne correspondent pas aux additions.`,
  };
}

export function sayRestated(
  { count, newest, venueName }: SomeDays,
  change: Localized | null,
): Localized {
  return {
    en: `${isolated(venueName)}: sales of ${newest.en}${moreDays(count - 1).en} changed after they were first seen${change ? ` (${newest.en}: net ${change.en})` : ''}.`,
    fr: `${isolated(venueName)} : les ventes du ${newest.fr}${moreDays(count - 1).fr} ont changé après leur première lecture${change ? ` (${newest.fr} : net ${change.fr})` : ''}.`,
  };
}

function moreDays(count: number): Localized {
  if (count === 0) return { en: '', fr: '' };
  return count === 1
    ? { en: ' and 1 more day', fr: ' et d’un autre jour' }
    : { en: ` and ${count} more days`, fr: ` et de ${count} autres jours` };
}

const dayFormats = { en: dayFormat('en'), fr: dayFormat('fr') };

function dayFormat(language: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language, {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  });
}

/** "Sat, Mar 14" and "sam. 14 mars". */
export function tellDate(date: string): Localized {
  const day = new Date(`${date}T00:00:00Z`);
  return { en: dayFormats.en.format(day), fr: dayFormats.fr.format(day) };
}

const shortFormats = { en: shortFormat('en'), fr: shortFormat('fr') };

function shortFormat(language: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', timeZone: 'UTC' });
}

/** "Mar 14" and "14 mars": a comma inside would break a list of them. */
function tellShortDate(date: string): Localized {
  const day = new Date(`${date}T00:00:00Z`);
  return { en: shortFormats.en.format(day), fr: shortFormats.fr.format(day) };
}

const weekdayFormats = { en: weekdayFormat('en'), fr: weekdayFormat('fr') };

function weekdayFormat(language: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
}

/** "Saturday" and "samedi". */
function tellWeekday(date: string): Localized {
  const day = new Date(`${date}T00:00:00Z`);
  return { en: weekdayFormats.en.format(day), fr: weekdayFormats.fr.format(day) };
}

/** How much a figure moved. */
export function tellChange(minor: number, currency: string): Localized {
  return tellAmount(minor, currency, { isSigned: true });
}

export const labels = {
  resume: { en: 'Resume', fr: 'Reprendre' },
  edit: { en: 'Edit', fr: 'Modifier' },
  seeTrouble: { en: 'See what to do', fr: 'Voir quoi faire' },
  restartImport: { en: 'Restart the import', fr: 'Relancer l’importation' },
  seeBills: { en: 'See the bills', fr: 'Voir les additions' },
  seeSetAside: { en: 'See what was set aside', fr: 'Voir ce qui a été mis de côté' },
  openDay: { en: 'Open the day', fr: 'Ouvrir la journée' },
} as const satisfies Record<string, Localized>;
