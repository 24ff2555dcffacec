import type { Localized } from './localized.ts';
import { formatAmount } from './money.ts';

/**
 * An amount as each language writes it: "$12.50" and "12,50 $".
 * @param minor minor units of the currency; exact, never through a float.
 * @param choices `isSigned`: a plus before gains as well.
 */
export function tellAmount(
  minor: number,
  currency: string,
  choices: { isSigned?: boolean } = {},
): Localized {
  const amount = formatAmount(minor, currency) as Intl.StringNumericLiteral;
  const tell = (language: string) =>
    new Intl.NumberFormat(language, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      signDisplay: choices.isSigned ? 'exceptZero' : 'auto',
    }).format(amount);
  return { en: tell('en'), fr: tell('fr') };
}
