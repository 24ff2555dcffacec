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

/** Hours before UTC that abbreviations behind a time name in the Americas, English and French. */
const AMERICAN: Readonly<Record<string, string>> = {
  nst: '-03:30',
  ndt: '-02:30',
  hnt: '-03:30',
  hat: '-02:30',
  ast: '-04:00',
  adt: '-03:00',
  hna: '-04:00',
  haa: '-03:00',
  est: '-05:00',
  edt: '-04:00',
  hne: '-05:00',
  hae: '-04:00',
  cst: '-06:00',
  cdt: '-05:00',
  hnc: '-06:00',
  hac: '-05:00',
  mst: '-07:00',
  mdt: '-06:00',
  hnr: '-07:00',
  har: '-06:00',
  pst: '-08:00',
  pdt: '-07:00',
  hnp: '-08:00',
  hap: '-07:00',
};

/**
 * The offset from UTC that an abbreviation behind a time names: `Z` or `-05:00`; null when it names
 * none we know. Elsewhere than in the Americas the same letters mean other zones.
 */
export function findOffset(abbreviation: string, venueZone: string): string | null {
  const name = abbreviation.toLowerCase();
  const [, sign = '', hours = '', minutes = '00'] =
    /^(?:utc|gmt)([+-])(\d{1,2}):?(\d{2})?$/.exec(name) ?? [];
  if (sign !== '') {
    return Number(hours) > 14 ? null : `${sign}${hours.padStart(2, '0')}:${minutes}`;
  }
  if (name === 'utc' || name === 'gmt') return 'Z';
  if (!/^(?:America|Canada|US)\//.test(venueZone)) return null;
  return Object.hasOwn(AMERICAN, name) ? (AMERICAN[name] ?? null) : null;
}

/** The IANA zone a cell names; null when we do not know it. */
export function findZone(text: string): string | null {
  const name = text.trim().replace(/^\(GMT[^)]*\)\s*/i, '');
  if (name.includes('/') && isTimeZone(name)) return name;
  const folded = name.toLowerCase();
  return Object.hasOwn(NAMED, folded) ? (NAMED[folded] ?? null) : null;
}
