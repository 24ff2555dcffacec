import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAmount, parseAmount } from '#kernel/money.ts';
import { markEvidence, toPlainDecimal } from './numbers.ts';

describe('a written number', () => {
  it.each([
    ['12.50', '.', '12.50'],
    ['12,50', ',', '12.50'],
    ['$1,234.56', '.', '1234.56'],
    ['1 234,56 $', ',', '1234.56'],
    ['1 234,56 €', ',', '1234.56'],
    ['1.234.567,8', ',', '1234567.8'],
    ["1'234.50", '.', '1234.50'],
    ['CA$5.00', '.', '5.00'],
    ['5.00 CAD', '.', '5.00'],
    ['USD 5.00', '.', '5.00'],
    ['-$5.00', '.', '-5.00'],
    ['$-5.00', '.', '-5.00'],
    ['5.00-', '.', '-5.00'],
    ['($5.00)', '.', '-5.00'],
    ['7.00 CR', '.', '-7.00'],
    ['$7.00cr.', '.', '-7.00'],
    ['7.00 CAD CR', '.', '-7.00'],
    ['CR 7,00', ',', '-7.00'],
    ['7.00 DR', '.', '7.00'],
    ['CRC 7.00', '.', '7.00'],
    ['(5,00 $)', ',', '-5.00'],
    ['−5.00', '.', '-5.00'],
    ['+3', '.', '3'],
    ['.5', '.', '0.5'],
    ['5.', '.', '5'],
  ] as const)('%s with decimals after %s is %s', (text, decimal, plain) => {
    expect(toPlainDecimal(text, decimal)).toBe(plain);
  });

  it.each([
    ['12,50', '.'],
    ['12.50', ','],
    ['1.2.3', '.'],
    ['1,23,456', '.'],
    ['--5', '.'],
    ['-(5)', '.'],
    ['-5.00 CR', '.'],
    ['(5.00) CR', '.'],
    ['5%', '.'],
    ['', '.'],
    ['-', '.'],
    ['$', '.'],
    ['five', '.'],
    ['1e5', '.'],
    ['=1+1', '.'],
    ['0x10', '.'],
    ['9'.repeat(70), '.'],
  ] as const)('%s with decimals after %s is none', (text, decimal) => {
    expect(toPlainDecimal(text, decimal)).toBeNull();
  });

  it.each([
    ['12.50', '.'],
    ['12,5', ','],
    ['1,234.50', '.'],
    ['1.234,50', ','],
    ['1,234,567', '.'],
    ['1.234.567', ','],
    ['0.125', '.'],
    ['1,234', 'either'],
    ['1.234', 'either'],
    ['1234', 'none'],
    ['Latte', 'none'],
  ] as const)('%s tells of the decimal mark: %s', (text, evidence) => {
    expect(markEvidence(text)).toBe(evidence);
  });

  it('gives back every amount exactly, however it is written', () => {
    const style = fc.record({
      decimal: fc.constantFrom('.', ','),
      group: fc.constantFrom('', ' ', '\u00a0', '\u202f', "'", 'other'),
      money: fc.constantFrom('', '$', '€', 'CA$', ' $', ' CAD'),
      negative: fc.constantFrom('minus', 'after', 'brackets'),
    });
    const minor = fc.integer({ min: -99_999_999_999, max: 99_999_999_999 });
    fc.assert(
      fc.property(minor, fc.constantFrom('USD', 'JPY', 'KWD'), style, (amount, currency, how) => {
        const text = written(formatAmount(amount, currency), how);
        const plain = toPlainDecimal(text, how.decimal as '.' | ',');
        expect(plain === null ? text : parseAmount(plain, currency)).toBe(amount);
      }),
      { numRuns: 500 },
    );
  });
});

function written(
  plain: string,
  how: { decimal: string; group: string; money: string; negative: string },
): string {
  const isNegative = plain.startsWith('-');
  const [whole = '', fraction] = plain.replace('-', '').split('.');
  const mark = how.group === 'other' ? (how.decimal === '.' ? ',' : '.') : how.group;
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, mark);
  const digits = fraction === undefined ? grouped : `${grouped}${how.decimal}${fraction}`;
  const money = how.money.startsWith(' ') ? digits + how.money : how.money + digits;
  if (!isNegative) return money;
  if (how.negative === 'brackets') return `(${money})`;
  return how.negative === 'after' ? `${money}-` : `-${money}`;
}
