import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toPosItem } from './pos-item.ts';

const pop = { itemCode: 'pop', itemName: 'Can of Pop', category: 'Drinks' };
const cola = { code: 'cola', name: 'Cola' };
const lime = { code: 'lime', name: 'Lime' };

describe('the POS item a line sold', () => {
  test('is the base item while modifiers are not included', () => {
    expect(toPosItem({ ...pop, modifiers: [cola] }, false)).toEqual({
      code: 'pop',
      name: 'Can of Pop',
      category: 'Drinks',
      baseCode: 'pop',
      modifierCodes: [],
    });
  });

  test('carries its modifiers in code and name when they are included', () => {
    expect(toPosItem({ ...pop, modifiers: [cola] }, true)).toMatchObject({
      code: 'pop-cola',
      name: 'Can of Pop + Cola',
      baseCode: 'pop',
      modifierCodes: ['cola'],
    });
  });

  test('is matched by name where the till has no codes', () => {
    const line = {
      itemCode: ' ',
      itemName: 'Soup',
      category: '',
      modifiers: [{ code: '', name: 'Large' }],
    };
    expect(toPosItem(line, true)).toMatchObject({ code: 'Soup-large', name: 'Soup + Large' });
  });

  test('is one per set of modifiers, whatever their order, repetition and letter case', () => {
    const modifiers = fc.uniqueArray(fc.constantFrom('cola', 'lime', 'ice', 'straw', 'é'), {
      minLength: 1,
    });
    fc.assert(
      fc.property(modifiers, fc.infiniteStream(fc.boolean()), fc.nat(), (codes, flips, turn) => {
        const told = codes.flatMap((code) => {
          const isUpper = flips.next().value === true;
          const each = { code: isUpper ? code.toUpperCase() : code, name: code };
          return flips.next().value ? [each, each] : [each];
        });
        const shift = turn % told.length;
        const turned = [...told.slice(shift), ...told.slice(0, shift)];
        expect(toPosItem({ ...pop, modifiers: turned }, true).code).toBe(
          toPosItem({ ...pop, modifiers: codes.map((code) => ({ code, name: code })) }, true).code,
        );
      }),
    );
  });

  test('differs for different sets', () => {
    const both = toPosItem({ ...pop, modifiers: [lime, cola] }, true).code;
    expect(both).toBe('pop-cola-lime');
    expect(both).not.toBe(toPosItem({ ...pop, modifiers: [lime] }, true).code);
  });
});
