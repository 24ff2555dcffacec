import { isTimeZone } from '#kernel/business-day.ts';

/** Names of time zones that exports write instead of the ones of the IANA database. */
const NAMED: Readonly<Record<string, string>> = {
  newfoundland: 'America/St_Johns',
  'atlantic time (canada)': 'America/Halifax',
  'eastern time (us & canada)': 'America/New_York',
  'indiana (east)': 'America/Indiana/Indianapolis',
  'central time (us & canada)': 'America/Chicago',
  saskatchewan: 'America/Regina',
  'mountain time (us & canada)': 'America/Denver',
  arizona: 'America/Phoenix',
  'pacific time (us & canada)': 'America/Los_Angeles',
  alaska: 'America/Anchorage',
  hawaii: 'Pacific/Honolulu',
  london: 'Europe/London',
  dublin: 'Europe/Dublin',
  paris: 'Europe/Paris',
  brussels: 'Europe/Brussels',
  madrid: 'Europe/Madrid',
  amsterdam: 'Europe/Amsterdam',
  berlin: 'Europe/Berlin',
  rome: 'Europe/Rome',
  utc: 'Etc/UTC',
  gmt: 'Etc/UTC',
  sydney: 'Australia/Sydney',
  melbourne: 'Australia/Melbourne',
  brisbane: 'Australia/Brisbane',
  perth: 'Australia/Perth',
  adelaide: 'Australia/Adelaide',
  auckland: 'Pacific/Auckland',
  tokyo: 'Asia/Tokyo',
  osaka: 'Asia/Tokyo',
};

/** The IANA zone a cell names; null when we do not know it. */
export function findZone(text: string): string | null {
  const name = text.trim().replace(/^\(GMT[^)]*\)\s*/i, '');
  if (name.includes('/') && isTimeZone(name)) return name;
  const folded = name.toLowerCase();
  return Object.hasOwn(NAMED, folded) ? (NAMED[folded] ?? null) : null;
}
