import { describe, expect, it } from 'vitest';
import { isolated } from './isolated.ts';

describe('a name inside a sentence', () => {
  it('stays as it is when it cannot turn anything', () => {
    expect(isolated('Bar “Élise” + 1')).toBe('Bar “Élise” + 1');
  });

  it.each(['\u202eraB', 'בר', 'مقهى', '\u200fBar'])(
    'keeps the direction of %j to itself',
    (name) => {
      expect(isolated(name)).toBe(`\u2068${name}\u2069`);
    },
  );

  it('cannot end its isolation by itself', () => {
    expect(isolated('\u2069Bar\u2066\u202e')).toBe('\u2068Bar\u202e\u2069');
  });
});
