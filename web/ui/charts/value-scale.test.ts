import { describe, expect, it } from 'vitest';
import { createFormats } from '../../portal/lib/format.ts';
import { valueScale } from './value-scale.ts';

const labelsOf = (values: readonly number[], locale = 'en-CA') =>
  valueScale({ values, height: 200 }).ticks.map((tick) =>
    createFormats(locale).money(tick, 'CAD', 'compact'),
  );

describe('the scale of a chart of amounts', () => {
  it('has its base line alone where nothing was sold', () => {
    expect(labelsOf([0, 0, 0])).toEqual(['$0']);
    expect(labelsOf([])).toEqual(['$0']);
    const { scale } = valueScale({ values: [0], height: 200 });
    expect(scale(0)).toBe(200);
  });

  it('never asks for a part of a cent', () => {
    for (const values of [[1], [2, 3], [-1], [0, 7], [123_456], [-500, 900]]) {
      expect(labelsOf(values).join(' ')).not.toContain('NaN');
      expect(labelsOf(values, 'fr-CA').join(' ')).not.toContain('NaN');
      expect(labelsOf(values).length).toBeGreaterThan(1);
    }
  });

  it('reaches round amounts over the highest value', () => {
    expect(labelsOf([38_000])).toEqual(['$0', '$100', '$200', '$300', '$400']);
  });
});
