import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatKeyring, KeyringError, newVaultKey, parseKeyring } from './keyring.ts';
import { openVault, type SecretPlace, VaultError, type VaultErrorCode } from './vault.ts';

const place: SecretPlace = { companyId: 'c1', integrationId: 'i1', field: 'apiKey' };
const oldKey = newVaultKey('2024');
const newKey = newVaultKey('2025');

function codeOf(work: () => unknown): VaultErrorCode | 'opened' {
  try {
    work();
    return 'opened';
  } catch (error) {
    if (error instanceof VaultError) return error.code;
    throw error;
  }
}

describe('a vault', () => {
  const vault = openVault([newKey]);

  it('opens what it sealed, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (plain) => {
        expect(vault.open(vault.seal(plain, place), place)).toBe(plain);
      }),
    );
  });

  it('never seals one text into the same envelope twice', () => {
    expect(vault.seal('secret', place)).not.toBe(vault.seal('secret', place));
  });

  it('shows the version and the key id, and nothing of the secret', () => {
    const envelope = vault.seal('correct horse', place);
    expect(envelope).toMatch(/^v1\.2025\.[\w-]{16}\.[\w-]{22}\.[\w-]+$/);
    expect(Buffer.from(envelope.split('.')[4] ?? '', 'base64url').toString()).not.toBe(
      'correct horse',
    );
  });

  it('refuses an envelope in any other place', () => {
    const part = fc.string({ maxLength: 4 });
    const anyPlace = fc.record({ companyId: part, integrationId: part, field: part });
    fc.assert(
      fc.property(anyPlace, anyPlace, (sealedAt, openedAt) => {
        fc.pre(JSON.stringify(sealedAt) !== JSON.stringify(openedAt));
        const envelope = vault.seal('secret', sealedAt);
        expect(codeOf(() => vault.open(envelope, openedAt))).toBe('tampered');
      }),
    );
  });

  it('refuses an envelope with any single character changed', () => {
    const envelope = vault.seal('a secret of some length', place);
    const position = fc.nat(envelope.length - 1);
    const character = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcxyz0189-_.+/= \n');
    fc.assert(
      fc.property(position, character, (at, replacement) => {
        fc.pre(envelope[at] !== replacement);
        const changed = envelope.slice(0, at) + replacement + envelope.slice(at + 1);
        expect(codeOf(() => vault.open(changed, place))).not.toBe('opened');
      }),
      { numRuns: 2_000 },
    );
  });

  it('refuses an envelope cut short or made longer', () => {
    const envelope = vault.seal('secret', place);
    for (let length = 0; length < envelope.length; length++) {
      expect(codeOf(() => vault.open(envelope.slice(0, length), place))).not.toBe('opened');
    }
    for (const tail of ['A', '=', '.', '.AAAA', ' ']) {
      expect(codeOf(() => vault.open(envelope + tail, place))).not.toBe('opened');
    }
  });

  it('tells an unknown key from a damaged envelope', () => {
    const foreign = openVault([oldKey]).seal('secret', place);
    expect(codeOf(() => vault.open(foreign, place))).toBe('unknown_key');
    expect(codeOf(() => vault.open('plain text', place))).toBe('malformed');
    const renamed = foreign.replace('v1.2024.', 'v1.2025.');
    expect(codeOf(() => vault.open(renamed, place))).toBe('tampered');
  });

  it('says nothing of the secret in its errors', () => {
    const envelope = vault.seal('secret', place);
    try {
      vault.open(envelope, { ...place, field: 'other' });
    } catch (error) {
      expect(String(error)).not.toContain(envelope.split('.')[4]);
    }
  });
});

describe('key rotation', () => {
  const before = openVault([oldKey]);
  const during = openVault([newKey, oldKey]);
  const after = openVault([newKey]);

  it('opens old envelopes while both keys are there, and only then', () => {
    const envelope = before.seal('secret', place);
    expect(during.open(envelope, place)).toBe('secret');
    expect(codeOf(() => after.open(envelope, place))).toBe('unknown_key');
  });

  it('finds and reseals what the retired key sealed', () => {
    const envelope = before.seal('secret', place);
    expect(during.needsRotation(envelope)).toBe(true);
    const resealed = during.reseal(envelope, place);
    expect(during.needsRotation(resealed)).toBe(false);
    expect(after.open(resealed, place)).toBe('secret');
  });

  it('does not reseal an envelope into another place', () => {
    const envelope = before.seal('secret', place);
    expect(codeOf(() => during.reseal(envelope, { ...place, companyId: 'c2' }))).toBe('tampered');
  });
});

describe('a keyring text', () => {
  it('reads back what it wrote, the active key first', () => {
    const keyring = parseKeyring(formatKeyring([newKey, oldKey]));
    expect(keyring.map((key) => key.id)).toEqual(['2025', '2024']);
    expect(keyring[0].key.equals(newKey.key)).toBe(true);
  });

  it('refuses what cannot be a keyring without repeating it', () => {
    const bare = oldKey.key.toString('base64');
    for (const text of ['', ' , ', bare, `k1:${bare.slice(4)}`, `k1:${bare},k1:${bare}`]) {
      expect(() => parseKeyring(text)).toThrow(KeyringError);
      try {
        parseKeyring(text);
      } catch (error) {
        expect(String(error)).not.toContain(bare.slice(8, 20));
      }
    }
  });
});
