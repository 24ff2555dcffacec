/**
 * A small pseudo-random source that answers alike on every machine for ever: integer operations
 * only (sfc32 seeded through a 32-bit mixer), nothing from Math that an engine may round its own way.
 */
export interface Random {
  /** Whole number 0 ≤ n < limit; limit ≤ 2^21. */
  below(limit: number): number;
  /** True in `perMille` of 1000 cases. */
  chance(perMille: number): boolean;
}

/** A source that depends on the text alone. */
export function seededRandom(seed: string): Random {
  let hash = hashText(seed);
  const word = (): number => {
    hash = mix((hash + 0x9e3779b9) | 0);
    return hash;
  };
  let a = word();
  let b = word();
  let c = word();
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round += 1) {
    next();
  }
  return {
    below: (limit) => Math.floor((next() * limit) / 4_294_967_296),
    chance: (perMille) => (next() * 1000) / 4_294_967_296 < perMille,
  };
}

/** 32-bit hash of a text (FNV-1a, then mixed); also used to share orders out between tills. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return mix(hash);
}

function mix(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
