import { describe, expect, it } from 'vitest';
import { ControlError, createFaultBoard, parseFault } from './faults.ts';

const sale = { serial: 'A', call: 'sales', stage: 'answer' } as const;

describe('a fault board', () => {
  it('lets the first requests pass, then acts so many times, then forgets the fault', () => {
    const board = createFaultBoard();
    board.add({ kind: 'server_error', afterRequests: 2, times: 3 });
    const hit = Array.from({ length: 7 }, () => board.take(sale).length);
    expect(hit).toEqual([0, 0, 1, 1, 1, 0, 0]);
    expect(board.list()).toEqual([]);
  });

  it('acts until cleared when no number is given', () => {
    const board = createFaultBoard();
    const { id } = board.add({ kind: 'bad_key' });
    board.add({ kind: 'slow' });
    expect(Array.from({ length: 50 }, () => board.take(sale).length)).not.toContain(0);
    expect(board.clear(id)).toBe(1);
    expect(board.take(sale)).toEqual([]);
    expect(board.clear()).toBe(1);
  });

  it('means one till and one call when it says so', () => {
    const board = createFaultBoard();
    board.add({ kind: 'bad_key', serial: 'A', call: 'ping' });
    expect(board.take(sale)).toEqual([]);
    expect(board.take({ ...sale, call: 'ping', serial: 'B' })).toEqual([]);
    expect(board.take({ ...sale, call: 'ping' })).toHaveLength(1);
  });

  it('gives an answer one way of breaking, and its rows all of theirs', () => {
    const board = createFaultBoard();
    board.add({ kind: 'bad_key', times: 1 });
    board.add({ kind: 'hang', times: 1 });
    board.add({ kind: 'capped' });
    board.add({ kind: 'duplicate_page' });
    expect(board.take(sale).map((fault) => fault.kind)).toEqual(['bad_key']);
    expect(board.take(sale).map((fault) => fault.kind)).toEqual(['hang']);
    expect(board.take({ ...sale, stage: 'rows' })).toHaveLength(2);
  });
});

describe('a fault is refused when', () => {
  it.each([
    ['it is no object', null, /object/],
    ['its kind is missing', {}, /kind/],
    ['its kind is unknown', { kind: 'flood' }, /kind/],
    ['a number is out of range', { kind: 'slow', latencyMs: 1e9 }, /latencyMs/],
    ['a number is a text', { kind: 'slow', times: '3' }, /times/],
    ['a field is unknown', { kind: 'slow', colour: 'red' }, /colour/],
    ['an inherited name is used', { kind: 'toString' }, /kind/],
    ['a serial is empty', { kind: 'slow', serial: '' }, /serial/],
    ['a call is unknown', { kind: 'slow', call: 'menu' }, /call/],
  ])('%s', (_, value, reason) => {
    expect(() => parseFault(value)).toThrow(ControlError);
    expect(() => parseFault(value)).toThrow(reason);
  });
});
