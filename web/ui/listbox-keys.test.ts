import { describe, expect, it } from 'vitest';
import { findTyped, listboxMove } from './listbox-keys.ts';

const press = (key: string, isOpen: boolean, activeIndex = 1) =>
  listboxMove({ key, isOpen, activeIndex, count: 3, hasModifier: false });

describe('keys of a drop-down list', () => {
  it('open it, also by typing', () => {
    expect(press('Enter', false)).toEqual({ kind: 'open' });
    expect(press('ArrowDown', false)).toEqual({ kind: 'open' });
    expect(press('c', false)).toEqual({ kind: 'type', letter: 'c' });
    expect(press('Tab', false)).toEqual({ kind: 'none' });
  });

  it('move within the ends', () => {
    expect(press('ArrowDown', true, 2)).toEqual({ kind: 'goTo', index: 2 });
    expect(press('ArrowUp', true, 1)).toEqual({ kind: 'goTo', index: 0 });
    expect(press('End', true, 0)).toEqual({ kind: 'goTo', index: 2 });
    expect(press('PageUp', true, 2)).toEqual({ kind: 'goTo', index: 0 });
  });

  it('choose with Enter, Space and on leaving, and let go with Escape', () => {
    for (const key of ['Enter', ' ', 'Tab']) expect(press(key, true)).toEqual({ kind: 'choose' });
    expect(press('Escape', true)).toEqual({ kind: 'close' });
  });
});

describe('typing', () => {
  const labels = ['Cluster', 'Poster', 'Café file', 'Sales file'];

  it('leads to the next that begins so', () => {
    expect(findTyped(labels, 'po', 0)).toBe(1);
    expect(findTyped(labels, 'CA', 0)).toBe(2);
    expect(findTyped(labels, 'x', 0)).toBe(-1);
  });

  it('goes through all with one letter repeated, and around', () => {
    expect(findTyped(labels, 'c', 0)).toBe(2);
    expect(findTyped(labels, 'cc', 2)).toBe(0);
  });
});
