import { isTimeZone } from '#kernel/business-day.ts';
import { Refusal } from '#kernel/errors.ts';
import type { Localized } from '#kernel/localized.ts';
import { isCurrency } from '#kernel/money.ts';

/** A place with tills: its clock and its money. */
export interface Venue {
  venueId: string;
  name: string;
  /** IANA name. */
  timeZone: string;
  /** ISO 4217. Never changes: amounts already stored are in it. */
  currency: string;
  /** `HH:MM` wall time at which one business day ends and the next begins. */
  cutoff: string;
  /** `HH:MM` wall time at which the morning ends. */
  morningEnd: string;
}

/** The part of a venue that decides to which business day and half of it an order belongs. */
export interface VenueDayRule {
  timeZone: string;
  cutoff: string;
  morningEnd: string;
}

const DAY_MINUTES = 24 * 60;
/** From midnight, the usual 15:00 must be allowed; two thirds of the day are no morning any more. */
const MORNING_HOURS_MAX = 16;
export const defaultDayTimes = { cutoff: '05:00', morningEnd: '15:00' } as const;

/** Settings by name, each as it was and as it is. */
export type SettingChanges = Readonly<Record<string, { was: string; now: string }>>;

const settings = ['name', 'timeZone', 'cutoff', 'morningEnd'] as const;

/** Which settings of a venue differ, for the timeline. */
export function listChanges(was: Venue, now: Venue): SettingChanges {
  const changed = settings.filter((name) => was[name] !== now[name]);
  return Object.fromEntries(changed.map((name) => [name, { was: was[name], now: now[name] }]));
}

export function dayRuleOf(venue: VenueDayRule): VenueDayRule {
  const { timeZone, cutoff, morningEnd } = venue;
  return { timeZone, cutoff, morningEnd };
}

/** Whether stored days must be computed anew. */
export function isSameDayRule(a: VenueDayRule, b: VenueDayRule): boolean {
  return a.timeZone === b.timeZone && a.cutoff === b.cutoff && a.morningEnd === b.morningEnd;
}

/**
 * Checks what a format cannot say.
 * @throws Refusal 422 with a sentence that says what to enter.
 */
export function checkVenue(venue: Omit<Venue, 'venueId' | 'name'>): void {
  if (!isTimeZone(venue.timeZone)) throw unknownTimeZone(venue.timeZone);
  if (!isCurrency(venue.currency)) throw unknownCurrency(venue.currency);
  checkMorning(venue);
}

/** Both times are of one business day, so an end before the cut-off lies after midnight. */
function checkMorning({ cutoff, morningEnd }: Pick<Venue, 'cutoff' | 'morningEnd'>): void {
  const minutes = (minutesOf(morningEnd) - minutesOf(cutoff) + DAY_MINUTES) % DAY_MINUTES;
  if (minutes === 0) {
    throw invalid('morning_is_empty', 'morningEnd', {
      en: 'The morning must end at another time than the day begins, for example 15:00.',
      fr: 'La matinée doit finir à une autre heure que le début de la journée, par exemple 15:00.',
    });
  }
  if (minutes <= MORNING_HOURS_MAX * 60) return;
  const latest = timeOf(minutesOf(cutoff) + MORNING_HOURS_MAX * 60);
  throw invalid('morning_too_long', 'morningEnd', {
    en: `A day that begins at ${cutoff} cannot have its morning end at ${morningEnd}: the morning lasts at most ${MORNING_HOURS_MAX} hours. Choose a time after ${cutoff}, ${latest} at the latest.`,
    fr: `Une journée qui commence à ${cutoff} ne peut avoir une matinée qui finit à ${morningEnd} : la matinée dure au plus ${MORNING_HOURS_MAX} heures. Choisissez une heure après ${cutoff}, au plus tard ${latest}.`,
  });
}

function minutesOf(wall: string): number {
  return Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3, 5));
}

function timeOf(minutes: number): string {
  const [hour, minute] = [Math.floor(minutes / 60) % 24, minutes % 60];
  return [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
}

/** A zone as the IANA list spells it: "america/toronto" works too, but two spellings are not one. */
export function spellTimeZone(given: string): string {
  const wanted = given.toLowerCase();
  return zoneNames().find((zone) => zone.toLowerCase() === wanted) ?? given;
}

function zoneNames(): string[] {
  return Intl.supportedValuesOf('timeZone');
}

function unknownTimeZone(given: string): Refusal {
  const near = findSimilarZone(given);
  const example = near ?? 'America/Toronto';
  return invalid('unknown_time_zone', 'timeZone', {
    en: `There is no time zone "${given}". Enter a name from the IANA list, such as "${example}"${near ? '' : ' or "Europe/Paris"'}.`,
    fr: `Le fuseau horaire « ${given} » n’existe pas. Entrez un nom de la liste IANA, par exemple « ${example} »${near ? '' : ' ou « Europe/Paris »'}.`,
  });
}

function unknownCurrency(given: string): Refusal {
  return invalid('unknown_currency', 'currency', {
    en: `There is no currency "${given}". Enter a three-letter ISO 4217 code in capitals, such as "CAD" or "EUR".`,
    fr: `La devise « ${given} » n’existe pas. Entrez un code ISO 4217 de trois lettres majuscules, par exemple « CAD » ou « EUR ».`,
  });
}

/** "toronto", "America/toronto" and "New York" are close enough to name the zone meant. */
function findSimilarZone(given: string): string | null {
  const wanted = given.trim().toLowerCase().replaceAll(' ', '_').split('/').at(-1) ?? '';
  if (wanted.length < 3) return null;
  return zoneNames().find((zone) => zone.toLowerCase().split('/').at(-1) === wanted) ?? null;
}

function invalid(code: string, path: string, detail: Localized): Refusal {
  // A field's message is a person's text too, but a Refusal is made before the language is known:
  // the rim puts `detail` in its place.
  return new Refusal({ code, status: 422, detail, errors: [{ path, message: '' }] });
}
