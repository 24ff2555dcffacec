import { describe, expect, test } from 'vitest';
import { tellAmount } from './money-words.ts';

/** French groups with narrow spaces; the test does not care which. */
const plain = (text: string) => text.replace(/\s/g, ' ');

describe('an amount in words of both languages', () => {
  test('has the sign of its currency where each language puts it', () => {
    const { en, fr } = tellAmount(123456, 'CAD');
    expect([en, plain(fr)]).toEqual(['$1,234.56', '1 234,56 $']);
  });

  test('has the decimals of its currency', () => {
    expect(tellAmount(1250, 'JPY').en).toBe('¥1,250');
    expect(tellAmount(1250, 'KWD').en).toContain('1.250');
  });

  test('shows gains with a plus only when asked', () => {
    expect(tellAmount(500, 'EUR', { isSigned: true }).en).toBe('+€5.00');
    expect(tellAmount(-500, 'EUR').en).toBe('-€5.00');
  });

  test('is exact far beyond what a float of major units could hold', () => {
    expect(tellAmount(9_007_199_254_740_991, 'USD').en).toBe('$90,071,992,547,409.91');
  });
});
