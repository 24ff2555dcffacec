import { expect, test } from 'vitest';
import { FAULT_KINDS } from '#simulators/faults.ts';
import { failures, mutations, overcome, special } from './fault-table.ts';

test('every fault of the sandbox has its place: a new one must be given one', () => {
  const placed = [
    ...failures.map(({ fault }) => fault.kind),
    ...overcome.map(({ kind }) => kind),
    ...mutations.map(({ kind }) => kind),
    ...special,
  ];
  expect([...new Set(placed)].sort()).toEqual([...FAULT_KINDS].sort());
});
