import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minorToText } from './format.ts';
import { readTypedMoney } from './typed-money.ts';

describe('an amount as people type it', () => {
  it.each([
    ['', null],
    ['  ', null],
    ['12', 1200],
    ['12.5', 1250],
    ['12,50', 1250],
    ['1,234.50', 123_450],
    ['1 234,50 $', 123_450],
    ['1.234.567,89', 123_456_789],
    ['-3', -300],
    ['−3,10', -310],
    ['(3.00)', -300],
    ['0', 0],
    ['-0', 0],
  ])('%j', (text, minor) => expect(readTypedMoney(text, 2)).toBe(minor));

  it.each(['1,234', '1.2345', '12.', 'abc', '1e5', '--3', '1,2,3.00'])(
    'refuses %j instead of guessing',
    (text) => expect(readTypedMoney(text, 2)).toBe('notAnAmount'),
  );

  it('takes as much as the server does, either way', () => {
    expect(readTypedMoney('-10,000,000,000.00', 2)).toBe(-1e12);
    for (const text of ['10000000000.01', '-10000000000.01', '9'.repeat(30), '9'.repeat(400)])
      expect(readTypedMoney(text, 2)).toBe('tooLarge');
  });

  it('reads back what the page writes, in any currency', () => {
    const amounts = fc.integer({ min: -1e12, max: 1e12 });
    fc.assert(
      fc.property(amounts, fc.constantFrom(0, 2, 3), (minor, exponent) => {
        expect(readTypedMoney(minorToText(minor, exponent), exponent)).toBe(minor);
      }),
    );
  });
});
