import { describe, expect, it } from 'vitest';
import { type BenchResult, judge, renderTable } from './result.ts';

const budgets = { ms: { max: 100 }, ratio: { min: 0.5 } };

describe('judge', () => {
  it('holds figures to upper and lower limits, the limit itself included', () => {
    expect(judge({ ms: 100, ratio: 0.5 }, budgets)).toEqual({ ms: true, ratio: true });
    expect(judge({ ms: 101, ratio: 0.49 }, budgets)).toEqual({ ms: false, ratio: false });
  });

  it('does not pass a budget whose figure is missing', () => {
    expect(() => judge({ ms: 1 }, budgets)).toThrow('ratio');
  });
});

it('shows people every figure, also grouped ones, and which budget is missed', () => {
  const figures = { ms: 120, ratio: 0.6, baseline: { ms: 72 } };
  const result: BenchResult = {
    name: 'backfill',
    figures,
    budgets,
    met: judge(figures, budgets),
    machine: { cores: 2, load: 1.5, node: '24.0.0', postgres: '18.4' },
  };
  expect(renderTable(result).split('\n')).toEqual([
    'backfill on 2 cores (load 1.5), Node 24.0.0, PostgreSQL 18.4',
    '',
    '  figure       value  budget',
    '  ms             120  ≤ 100   MISSED',
    '  ratio          0.6  ≥ 0.5   met',
    '  baseline.ms     72',
    '',
  ]);
});
