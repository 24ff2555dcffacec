/** Signs of currencies beside an amount, and the currencies each may stand for. */
const SIGNS: Readonly<Record<string, RegExp>> = {
  $: /D$|^MXN$|^ARS$|^CLP$|^COP$|^BRL$/,
  '€': /^EUR$/,
  '£': /^(?:GBP|EGP|LBP|SYP|GIP|FKP|SHP)$/,
  '¥': /^(?:JPY|CNY)$/,
  '₹': /^INR$/,
  '₩': /^KRW$/,
  '₺': /^TRY$/,
  '₴': /^UAH$/,
  '₽': /^RUB$/,
  '₫': /^VND$/,
  '₪': /^ILS$/,
  '฿': /^THB$/,
  '₱': /^PHP$/,
  zł: /^PLN$/,
};
/** Codes that files write beside amounts; others may be words. */
const CODES =
  /(?<![A-Z])(CAD|USD|EUR|GBP|CHF|AUD|NZD|JPY|CNY|MXN|BRL|INR|SEK|NOK|DKK|PLN|CZK|HUF|UAH|TRY)(?![A-Z])/;

/** What currencies are called beside amounts, other than by code and sign. */
const WORDS: Readonly<Record<string, RegExp>> = {
  SEK: /^kr$/,
  NOK: /^kr$/,
  DKK: /^kr$/,
  ISK: /^kr$/,
  CHF: /^s?fr$/,
  XPF: /^f$/,
  PLN: /^z[lł]$/,
  CZK: /^k[cč]$/,
  HUF: /^ft$/,
  RON: /^lei$/,
  BGN: /^лв$/,
  TRY: /^tl$/,
  ZAR: /^r$/,
  BRL: /^r$/,
  INR: /^rs$/,
  PKR: /^rs$/,
  LKR: /^rs$/,
  IDR: /^rp$/,
  MYR: /^rm$/,
  AED: /^dhs?$/,
  MAD: /^dhs?$/,
  TWD: /^nt$/,
  PEN: /^s$/,
};

/**
 * Whether letters beside an amount say anything but the venue's currency: its code or the beginning
 * of that (`CA$`), what it is called, or an accountant's credit and debit.
 */
export function hasOtherWords(text: string, currency: string): boolean {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const code = currency.toLowerCase();
  return words.some(
    (word) =>
      word !== 'cr' && word !== 'dr' && !code.startsWith(word) && !WORDS[currency]?.test(word),
  );
}

/** What names another currency than the venue's beside an amount; null when nothing does. */
export function findOtherCurrency(text: string, currency: string): string | null {
  const code = CODES.exec(text)?.[1];
  if (code !== undefined) return code === currency ? null : code;
  for (const [sign, may] of Object.entries(SIGNS)) {
    if (text.includes(sign) && !may.test(currency)) return sign;
  }
  return null;
}
