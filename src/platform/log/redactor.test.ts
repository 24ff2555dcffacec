import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from './redactor.ts';

function redactorOf(...secrets: string[]) {
  const redactor = createRedactor();
  for (const secret of secrets) redactor.register(secret);
  return redactor;
}

describe('a redactor', () => {
  it('hides a secret anywhere in a text', () => {
    const { redact } = redactorOf('s3cr3t-key');
    expect(redact('key=s3cr3t-key&again=s3cr3t-key')).toBe('key=[redacted]&again=[redacted]');
    expect(redact('nothing here')).toBe('nothing here');
  });

  it('hides the longer of two secrets whole, in either order of registration', () => {
    for (const order of [
      ['abcd', 'abcdefgh'],
      ['abcdefgh', 'abcd'],
    ]) {
      expect(redactorOf(...order).redact('x abcdefgh y')).toBe('x [redacted] y');
    }
  });

  it('leaves no part of secrets that overlap', () => {
    expect(redactorOf('abcdef', 'defghijkl').redact('-abcdefghijkl-')).toBe('-[redacted]-');
  });

  it('hides URL-encoded and form-encoded secrets, in either case of hex', () => {
    const { redact } = redactorOf('a b/c+é');
    for (const form of ['a%20b%2Fc%2B%C3%A9', 'a%20b%2fc%2b%c3%a9', 'a+b%2Fc%2B%C3%A9']) {
      expect(redact(`?key=${form}&x=1`)).toBe('?key=[redacted]&x=1');
    }
  });

  it('hides base64 of the secret, alone or inside other bytes', () => {
    const secret = 'correct horse battery';
    const { redact } = redactorOf(secret);
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.constantFrom('base64', 'base64url'),
        (before, after, encoding) => {
          const encoded = Buffer.from(before + secret + after).toString(encoding as 'base64');
          const hidden = redact(encoded);
          expect(hidden).toContain('[redacted]');
          expect(Buffer.from(hidden, 'base64').toString('latin1')).not.toContain('orrect hors');
        },
      ),
    );
  });

  it('never lets a registered secret through', () => {
    const secret = fc.string({ minLength: 4, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(secret, { maxLength: 6 }), fc.array(fc.string()), (secrets, parts) => {
        fc.pre(secrets.every((one) => !'[redacted]'.includes(one)));
        const text = parts.map((part, i) => part + (secrets[i % secrets.length] ?? '')).join('');
        const hidden = redactorOf(...secrets).redact(text);
        const outside = hidden.split('[redacted]');
        for (const one of secrets) {
          for (const part of outside) expect(part).not.toContain(one);
        }
      }),
    );
  });

  it('ignores what is too short to be told from ordinary text', () => {
    expect(redactorOf('abc').redact('abcabc')).toBe('abcabc');
  });

  it('forgets the least recently registered secret beyond its bound', () => {
    const redactor = createRedactor(2);
    for (const secret of ['first-one', 'second-one', 'first-one', 'third-one']) {
      redactor.register(secret);
    }
    expect(redactor.redact('first-one second-one third-one')).toBe(
      '[redacted] second-one [redacted]',
    );
  });
});
