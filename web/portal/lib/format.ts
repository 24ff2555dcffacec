import { nowMs } from './clock.ts';
import { addDays } from './dates.ts';

/** How figures and times are written for one language; built once per language. */
export type Formats = ReturnType<typeof createFormats>;

const cache = new Map<string, unknown>();
function cached<Value>(key: string, make: () => Value): Value {
  if (!cache.has(key)) cache.set(key, make());
  return cache.get(key) as Value;
}

/** ISO 4217's number of decimals. */
export const exponentOf = (currency: string): number =>
  cached(
    `exponent ${currency}`,
    () =>
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
        .maximumFractionDigits ?? 2,
  );

/** Minor units as exact decimal text: (-1250, 2) → "-12.50". */
export function minorToText(minor: number, exponent: number): string {
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
  const sign = minor < 0 ? '-' : '';
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

type MoneyStyle = 'exact' | 'whole' | 'compact';

const moneyOptions = (style: MoneyStyle, exponent: number): Intl.NumberFormatOptions => {
  if (style === 'compact') return { notation: 'compact', maximumFractionDigits: 1 };
  const digits = style === 'whole' ? 0 : exponent;
  return { minimumFractionDigits: digits, maximumFractionDigits: digits };
};

/** French writes the first of a month as an ordinal; the calendar library does not. */
function firstAsOrdinal(parts: readonly Intl.DateTimeFormatPart[]): string {
  const hasMonthInWords = parts.some(({ type, value }) => type === 'month' && /\p{L}/u.test(value));
  return parts
    .map(({ type, value }) => (type === 'day' && value === '1' && hasMonthInWords ? '1er' : value))
    .join('');
}

export function createFormats(locale: string, now: () => number = nowMs) {
  const isFrench = locale.startsWith('fr');
  const ofMs = (ms: number, options: Intl.DateTimeFormatOptions): string => {
    const format = cached(
      `date ${locale} ${JSON.stringify(options)}`,
      () => new Intl.DateTimeFormat(locale, options),
    );
    return isFrench ? firstAsOrdinal(format.formatToParts(ms)) : format.format(ms);
  };
  const numberFormat = (options: Intl.NumberFormatOptions) =>
    cached(
      `number ${locale} ${JSON.stringify(options)}`,
      () => new Intl.NumberFormat(locale, options),
    );
  const ofDate = (date: string, options: Intl.DateTimeFormatOptions) =>
    ofMs(Date.parse(`${date}T00:00:00Z`), { ...options, timeZone: 'UTC' });

  const yearOf = (ms: number, timeZone: string | undefined): string =>
    ofMs(ms, { ...(timeZone ? { timeZone } : {}), year: 'numeric' });
  const yearUnlessThis = (ms: number, timeZone?: string): { year?: 'numeric' } =>
    yearOf(ms, timeZone) === yearOf(now(), timeZone) ? {} : { year: 'numeric' };

  return {
    locale,
    money(minor: number, currency: string, style: MoneyStyle = 'exact', isSigned = false) {
      const exponent = exponentOf(currency);
      const format = numberFormat({
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        ...(isSigned ? { signDisplay: 'exceptZero' as const } : {}),
        ...moneyOptions(style, exponent),
      });
      return format.format(minorToText(minor, exponent) as `${number}`);
    },
    count: (value: number) => numberFormat({ maximumFractionDigits: 0 }).format(value),
    /** A decimal quantity such as "2.500" without needless zeros. */
    quantity: (value: string) =>
      numberFormat({ maximumFractionDigits: 3 }).format(value as `${number}`),
    percent: (ratio: number, digits = 0) =>
      numberFormat({
        style: 'percent',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }).format(ratio),
    change: (ratio: number) =>
      numberFormat({
        style: 'percent',
        maximumFractionDigits: Math.abs(ratio) < 0.1 ? 1 : 0,
        signDisplay: 'exceptZero',
      }).format(ratio),
    dayOfMonth: (date: string) => String(Number(date.slice(8))),
    weekday: (date: string, width: 'short' | 'long' | 'narrow' = 'short') =>
      ofDate(date, { weekday: width }),
    date: (date: string) => ofDate(date, { day: 'numeric', month: 'short', year: 'numeric' }),
    /** With the year where it is not this one. */
    dateShort: (date: string) =>
      ofDate(date, {
        day: 'numeric',
        month: 'short',
        ...yearUnlessThis(Date.parse(`${date}T00:00:00Z`), 'UTC'),
      }),
    /** With the weekday and without the year: for days around today. */
    dateNear: (date: string) => ofDate(date, { weekday: 'long', day: 'numeric', month: 'short' }),
    dateLong: (date: string) =>
      ofDate(date, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    month: (month: string) => ofDate(`${month}-01`, { month: 'long', year: 'numeric' }),
    monthShort: (month: string) => ofDate(`${month}-01`, { month: 'short' }),
    time: (iso: string, timeZone: string) =>
      ofMs(Date.parse(iso), { timeZone, hour: 'numeric', minute: '2-digit' }),
    /** With the year where it is not this one. */
    instant: (iso: string, timeZone?: string) =>
      ofMs(Date.parse(iso), {
        ...(timeZone ? { timeZone } : {}),
        day: 'numeric',
        month: 'short',
        ...yearUnlessThis(Date.parse(iso), timeZone),
        hour: 'numeric',
        minute: '2-digit',
      }),
    instantFull: (iso: string, timeZone?: string) =>
      ofMs(Date.parse(iso), {
        ...(timeZone ? { timeZone } : {}),
        dateStyle: 'full',
        timeStyle: 'long',
      }),
    /** The wall hour "05" as the reader's clock writes it: 5 AM, 5 h. */
    hour: (hour: string) =>
      ofMs(Date.UTC(2000, 0, 1, Number(hour)), { timeZone: 'UTC', hour: 'numeric' }),
    wallTime: (time: string) =>
      ofMs(Date.parse(`2000-01-01T${time.slice(0, 5)}:00Z`), {
        timeZone: 'UTC',
        hour: 'numeric',
        minute: '2-digit',
      }),
    /** Weekday names, the reader's first day of the week first. */
    weekdays: (firstWeekday: number) =>
      Array.from({ length: 7 }, (_, index) => {
        const date = addDays('2023-01-01', (firstWeekday + index) % 7);
        return {
          short: ofDate(date, { weekday: 'short' }),
          long: ofDate(date, { weekday: 'long' }),
        };
      }),
  };
}

/** 0 Sunday … 6 Saturday; Monday where the browser cannot tell. */
export function firstWeekdayOf(locale: string): number {
  const info = new Intl.Locale(locale) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  return (info.getWeekInfo?.() ?? info.weekInfo ?? { firstDay: 1 }).firstDay % 7;
}
