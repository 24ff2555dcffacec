import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatKeyring, newVaultKey, parseKeyring } from '#platform/vault/keyring.ts';
import { HomeError, prepareHome, saveHomeVariables } from './home.ts';

describe('a home', () => {
  let parent: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'tillbridge-home-'));
  });
  afterEach(() => rmSync(parent, { recursive: true }));

  it('gets keys of its own, for its owner alone', () => {
    const home = prepareHome(join(parent, 'a'));
    expect(parseKeyring(home.variables.TILLBRIDGE_KEYS)).toHaveLength(1);
    expect(home.variables.TILLBRIDGE_AUTH_SECRET.length).toBeGreaterThanOrEqual(32);
    expect(statSync(home.keysPath).mode & 0o777).toBe(0o600);
    expect(prepareHome(join(parent, 'b')).variables).not.toEqual(home.variables);
  });

  it('keeps them, and closes a file that was left open', () => {
    const first = prepareHome(parent);
    chmodSync(first.keysPath, 0o644);
    expect(prepareHome(parent)).toEqual(first);
    expect(statSync(first.keysPath).mode & 0o777).toBe(0o600);
  });

  it('never replaces a damaged keys file', () => {
    const { keysPath } = prepareHome(parent);
    writeFileSync(keysPath, '{"TILLBRIDGE_KEYS": "k1:');
    expect(() => prepareHome(parent)).toThrow(HomeError);
    expect(readFileSync(keysPath, 'utf8')).toBe('{"TILLBRIDGE_KEYS": "k1:');
  });

  it('remembers a rotation', () => {
    const home = prepareHome(parent);
    const keyring = parseKeyring(home.variables.TILLBRIDGE_KEYS);
    const rotated = formatKeyring([newVaultKey('k2'), ...keyring]);
    saveHomeVariables(home.keysPath, { ...home.variables, TILLBRIDGE_KEYS: rotated });
    expect(prepareHome(parent).variables.TILLBRIDGE_KEYS).toBe(rotated);
    expect(statSync(home.keysPath).mode & 0o777).toBe(0o600);
  });
});
