import { expect, test } from 'vitest';
import { findExponent } from './currency.ts';

test.each([
  ['JPY', 0],
  ['KRW', 0],
  ['CLP', 0],
  ['ISK', 0],
  ['USD', 2],
  ['CAD', 2],
  ['EUR', 2],
  ['UAH', 2],
  ['HUF', 2],
  ['KWD', 3],
  ['TND', 3],
])('%s has %i decimals', (code, exponent) => {
  expect(findExponent(code)).toBe(exponent);
});

test.each(['', 'usd', 'US', 'USDT', 'XXX', 'XTS', 'XAU', 'DEM', ' USD', 'toString', '__proto__'])(
  '%j is no currency in use',
  (code) => {
    expect(findExponent(code)).toBeNull();
  },
);

test('large currencies of every region are known', () => {
  // Dropping a row of the table would go unnoticed otherwise.
  const spread =
    'AED AUD BRL CHF CNY CZK DKK EGP GBP HKD IDR ILS INR MAD MXN MYR NGN NOK NZD PHP PLN RON SAR SEK SGD THB TRY TWD VND ZAR';
  for (const code of spread.split(' ')) expect(findExponent(code)).not.toBeNull();
});
