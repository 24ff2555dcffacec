import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from './decode-text.ts';

const text = 'Crème brûlée;«7,50 €»\r\nŒufs à l’oie;12\r\n';

function utf16be(of: string): Buffer {
  return Buffer.from(of, 'utf16le').swap16();
}

describe('the encoding of a text', () => {
  it.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), 'utf-8'],
    ['UTF-16 little-endian with a mark', Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le'],
    ['UTF-16 big-endian with a mark', utf16be(`\ufeff${text}`), 'utf-16be'],
    ['UTF-16 little-endian without one', Buffer.from(text, 'utf16le'), 'utf-16le'],
    ['UTF-16 big-endian without one', utf16be(text), 'utf-16be'],
  ] as const)('%s is recognised, and the text reads the same', (_name, bytes, encoding) => {
    expect(decodeText(bytes)).toEqual({ text, encoding });
  });

  it('falls back to what Windows writes in the west', () => {
    const bytes = Buffer.from([0x43, 0x72, 0xe8, 0x6d, 0x65, 0x3b, 0x37, 0x80, 0x20, 0x92, 0x9c]);
    expect(decodeText(bytes)).toEqual({ text: 'Crème;7€ ’œ', encoding: 'windows-1252' });
  });

  it('does not take a few NULs for UTF-16', () => {
    expect(decodeText(Buffer.from('a,b\0\0,c\nLatte,5.00,x\n')).encoding).toBe('utf-8');
  });

  it('keeps every text that is well-formed, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (any) => {
        const kept = any.startsWith('\ufeff') ? any.slice(1) : any;
        fc.pre(!kept.includes('\0'));
        expect(decodeText(Buffer.from(`\ufeff${kept}`)).text).toBe(kept);
        expect(decodeText(Buffer.from(`\ufeff${kept}`, 'utf16le')).text).toBe(kept);
      }),
    );
  });
});
