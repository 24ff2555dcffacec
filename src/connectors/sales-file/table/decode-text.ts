export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Bytes looked at where the encoding has to be guessed. */
const SAMPLE_BYTES = 64 * 1024;

/**
 * The text of a file, without its byte order mark. A mark decides; without one, zeros in every other
 * byte mean UTF-16, valid UTF-8 is UTF-8, and what is left is what Windows writes in the west.
 */
export function decodeText(bytes: Uint8Array): { text: string; encoding: TextEncoding } {
  const encoding = detectEncoding(bytes);
  if (encoding !== 'utf-8') return { text: decode(bytes, encoding), encoding };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding };
  } catch {
    if (hasUtf8Mark(bytes)) return { text: decode(bytes, 'utf-8'), encoding };
    return { text: decode(bytes, 'windows-1252'), encoding: 'windows-1252' };
  }
}

function detectEncoding(bytes: Uint8Array): TextEncoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (hasUtf8Mark(bytes)) return 'utf-8';
  const length = Math.min(bytes.length, SAMPLE_BYTES) & ~1;
  if (length < 4) return 'utf-8';
  const zeros = [0, 0];
  for (let at = 0; at < length; at += 1) {
    if (bytes[at] === 0) zeros[at & 1] = (zeros[at & 1] as number) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  // Western text in UTF-16 is mostly half zeros, all on one side; stray NULs are not.
  const most = (length / 2) * 0.4;
  if (odd > most && even < odd / 10) return 'utf-16le';
  if (even > most && odd < even / 10) return 'utf-16be';
  return 'utf-8';
}

function hasUtf8Mark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function decode(bytes: Uint8Array, encoding: TextEncoding): string {
  return new TextDecoder(encoding).decode(bytes);
}
