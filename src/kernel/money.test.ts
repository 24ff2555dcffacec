import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  exponentOf,
  formatAmount,
  isCurrency,
  MoneyError,
  multiplyAmount,
  parseAmount,
  splitAmount,
} from './money.ts';

const currencies = fc.constantFrom('USD', 'CAD', 'JPY', 'KWD', 'EUR', 'UAH');
const amounts = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
  fc.maxSafeInteger(),
  fc.constantFrom(0, 1, -1, 9, 10, 99, 100, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
);

/** The problem of the MoneyError that a call throws; anything else it does fails the test. */
function problemOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof MoneyError) return error.problem;
    throw error;
  }
  return 'accepted';
}

describe('currencies', () => {
  test('have their own number of decimals', () => {
    expect([exponentOf('JPY'), exponentOf('USD'), exponentOf('KWD')]).toEqual([0, 2, 3]);
  });

  test('an unknown one is refused everywhere, not guessed', () => {
    expect(isCurrency('CAD')).toBe(true);
    for (const code of ['cad', 'XXX', '', null, 5, ['CAD']]) expect(isCurrency(code)).toBe(false);
    expect(problemOf(() => exponentOf('BTC'))).toBe('unknown_currency');
    expect(problemOf(() => parseAmount('1', 'usd'))).toBe('unknown_currency');
    expect(problemOf(() => formatAmount(1, ''))).toBe('unknown_currency');
  });
});

describe('parseAmount', () => {
  test.each([
    ['12.50', 'USD', 1250],
    ['-12.5', 'USD', -1250],
    ['.05', 'USD', 5],
    ['12', 'USD', 1200],
    ['12.5000000', 'USD', 1250],
    ['0012.50', 'USD', 1250],
    ['1.5e1', 'USD', 1500],
    [12.34, 'USD', 1234],
    [1.1, 'USD', 110],
    [-0.07, 'USD', -7],
    ['500', 'JPY', 500],
    ['500.00', 'JPY', 500],
    ['1.234', 'KWD', 1234],
    ['90071992547409.91', 'USD', Number.MAX_SAFE_INTEGER],
    ['-90071992547409.91', 'USD', Number.MIN_SAFE_INTEGER],
  ])('%j in %s is %i minor units', (text, currency, minor) => {
    expect(parseAmount(text, currency)).toBe(minor);
  });

  test.each(['-0', '-0.00', '0e5', -0])('%j is plain zero', (text) => {
    expect(Object.is(parseAmount(text, 'USD'), 0)).toBe(true);
  });

  test.each([
    '',
    ' ',
    ' 1 ',
    '1,5',
    '--1',
    '١٢',
    'NaN',
    '$1',
    '1.',
    '1 000',
    '0x1',
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ])('%j is not a number', (text) => {
    expect(problemOf(() => parseAmount(text, 'USD'))).toBe('not_a_number');
  });

  test.each(['12.505', '0.001', '1e-3', 0.1 + 0.2, 1.005])(
    '%j has more decimals than dollars do',
    (text) => {
      expect(problemOf(() => parseAmount(text, 'USD'))).toBe('too_precise');
    },
  );

  test('half a yen does not exist', () => {
    expect(problemOf(() => parseAmount('0.5', 'JPY'))).toBe('too_precise');
  });

  test.each(['1e400', '90071992547409.92', '1e39', 1e21, 2 ** 53, '9'.repeat(41)])(
    '%j does not fit',
    (text) => {
      expect(problemOf(() => parseAmount(text, 'USD'))).toBe('out_of_range');
    },
  );

  test('reads back what formatAmount wrote, as text', () => {
    fc.assert(
      fc.property(amounts, currencies, (minor, currency) => {
        expect(parseAmount(formatAmount(minor, currency), currency)).toBe(minor);
      }),
    );
  });

  test('reads back what formatAmount wrote, as a JSON number of everyday size', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), currencies, (minor, currency) => {
        expect(parseAmount(Number(formatAmount(minor, currency)), currency)).toBe(minor);
      }),
    );
  });

  test('agrees with integer arithmetic on any decimal text, or refuses it', () => {
    const parts = fc.tuple(fc.boolean(), fc.nat(10 ** 9), fc.nat(9_999), currencies);
    fc.assert(
      fc.property(parts, ([isNegative, whole, fraction, currency]) => {
        const text = `${isNegative ? '-' : ''}${whole}.${String(fraction).padStart(4, '0')}`;
        const tenThousandths = BigInt(whole) * 10_000n + BigInt(fraction);
        const unit = 10n ** BigInt(4 - exponentOf(currency));
        if (tenThousandths % unit !== 0n) {
          expect(problemOf(() => parseAmount(text, currency))).toBe('too_precise');
          return;
        }
        const minor = Number(tenThousandths / unit);
        expect(parseAmount(text, currency)).toBe(isNegative ? 0 - minor : minor);
      }),
    );
  });

  test('any text is either read or refused with a MoneyError', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: fc.constantFrom(...'0123456789+-.eE, ') }),
        ),
        (text) => {
          const problem = problemOf(() => parseAmount(text, 'USD'));
          expect(['accepted', 'not_a_number', 'too_precise', 'out_of_range']).toContain(problem);
        },
      ),
    );
  });
});

describe('formatAmount', () => {
  test.each([
    [-1250, 'USD', '-12.50'],
    [5, 'USD', '0.05'],
    [-5, 'USD', '-0.05'],
    [0, 'USD', '0.00'],
    [-0, 'USD', '0.00'],
    [-500, 'JPY', '-500'],
    [0, 'JPY', '0'],
    [7, 'KWD', '0.007'],
    [Number.MAX_SAFE_INTEGER, 'USD', '90071992547409.91'],
  ])('%i in %s is written %s', (minor, currency, text) => {
    expect(formatAmount(minor, currency)).toBe(text);
  });

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
    '%s is not minor units',
    (minor) => {
      expect(problemOf(() => formatAmount(minor, 'USD'))).toBe('out_of_range');
    },
  );
});

describe('multiplyAmount', () => {
  test.each([
    [1250, '2', 2500],
    [333, '0.5', 167],
    [-333, '0.5', -167],
    [333, '-0.5', -167],
    [1, '0.5', 1],
    [1, '0.499999', 0],
    [100, '1.005', 101],
    [1250, '0', 0],
    [0, '-3', 0],
    [1299, '0.333', 433],
  ])('%i × %s is %i', (minor, quantity, product) => {
    expect(Object.is(multiplyAmount(minor, quantity), product)).toBe(true);
  });

  test('is the exact product rounded half away from zero', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.integer({ min: -1e6, max: 1e6 }),
        fc.nat(6),
        (minor, coefficient, scale) => {
          const digits = String(Math.abs(coefficient)).padStart(scale + 1, '0');
          const fraction = scale === 0 ? '' : `.${digits.slice(-scale)}`;
          const quantity = `${coefficient < 0 ? '-' : ''}${digits.slice(0, digits.length - scale)}${fraction}`;
          const unit = 10n ** BigInt(scale);
          const exact = BigInt(minor) * BigInt(coefficient);
          const magnitude = exact < 0n ? -exact : exact;
          const rounded = magnitude / unit + ((magnitude % unit) * 2n >= unit ? 1n : 0n);
          expect(BigInt(multiplyAmount(minor, quantity))).toBe(exact < 0n ? -rounded : rounded);
        },
      ),
    );
  });

  test('refuses a product that does not fit, a quantity that is none, and fractional minor units', () => {
    expect(problemOf(() => multiplyAmount(Number.MAX_SAFE_INTEGER, '2'))).toBe('out_of_range');
    expect(problemOf(() => multiplyAmount(1, 'two'))).toBe('not_a_number');
    expect(problemOf(() => multiplyAmount(1, '1e400'))).toBe('out_of_range');
    expect(problemOf(() => multiplyAmount(0.5, '2'))).toBe('out_of_range');
  });
});

describe('splitAmount', () => {
  test.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [5, [1, 1], [3, 2]],
    [-5, [0, 1], [0, -5]],
    [10, [0, 1, 0], [0, 10, 0]],
    [10, [0, 0, 0], [4, 3, 3]],
    [0, [1, 2], [0, 0]],
    [0, [], []],
    [100, [0.1, 0.2, 0.7], [10, 20, 70]],
    [7, [1e-7, 1e7], [0, 7]],
    [1, [3, 5, 5], [0, 1, 0]],
  ])('%i by %j is %j', (total, weights, parts) => {
    const split = splitAmount(total, weights);
    expect(split).toEqual(parts);
    expect(split.some((part) => Object.is(part, -0))).toBe(false);
  });

  test('sums to the total exactly, and each part is less than one unit from its exact share', () => {
    const weights = fc.array(fc.oneof(fc.nat(1_000_000), fc.maxSafeInteger().map(Math.abs)), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(amounts, weights, (total, list) => {
        const whole = list.every((weight) => weight === 0) ? list.map(() => 1n) : list.map(BigInt);
        const sum = whole.reduce((a, b) => a + b, 0n);
        const parts = splitAmount(total, list).map(BigInt);
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(BigInt(total));
        parts.forEach((part, index) => {
          const error = part * sum - BigInt(total) * (whole[index] as bigint);
          expect(error < sum && error > -sum).toBe(true);
        });
      }),
    );
  });

  test('fractional weights are taken as the decimals they are written as', () => {
    const hundredths = fc.array(fc.nat(100_000), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(amounts, hundredths, (total, list) => {
        expect(
          splitAmount(
            total,
            list.map((weight) => weight / 100),
          ),
        ).toEqual(splitAmount(total, list));
      }),
    );
  });

  test.each([[[-1, 2]], [[Number.NaN]], [[Number.POSITIVE_INFINITY, 1]], [[]]])(
    'refuses the weights %j',
    (weights) => {
      expect(problemOf(() => splitAmount(100, weights))).toBe('bad_weights');
    },
  );

  test('refuses a total that is not minor units', () => {
    expect(problemOf(() => splitAmount(0.5, [1]))).toBe('out_of_range');
  });
});
