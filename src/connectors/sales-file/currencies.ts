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

/** What names another currency than the venue's beside an amount; null when nothing does. */
export function findOtherCurrency(text: string, currency: string): string | null {
  const code = CODES.exec(text)?.[1];
  if (code !== undefined) return code === currency ? null : code;
  for (const [sign, may] of Object.entries(SIGNS)) {
    if (text.includes(sign) && !may.test(currency)) return sign;
  }
  return null;
}
