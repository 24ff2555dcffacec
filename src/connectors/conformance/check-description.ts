import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Localized } from '#kernel/localized.ts';
import type { Connector } from '../contract.ts';
import type { ConformanceAdapter } from './adapter.ts';

const ROOT = new URL('../../../', import.meta.url);
/** What reaches for the world past the context. */
const REACHES =
  /\bDate\.now\b|\bnew Date\b|\bprocess\.|\bfetch\(|\bconsole\.|\bset(Timeout|Interval|Immediate)\b|\bMath\.random\b|from '#(platform|modules|main|simulators)\//;

/** What can be told of a connector without running it. */
export function checkDescription(connector: Connector, adapter: ConformanceAdapter): void {
  const { describe: about } = connector;

  describe('its description', () => {
    it('says everything in English and in French', () => {
      for (const text of localizedTexts(about)) {
        expect(text.en.trim()).not.toBe('');
        expect(text.fr.trim()).not.toBe('');
        if (text.en.length > 40) expect(text.fr).not.toBe(text.en);
      }
      expect(about.setupInstructions.length).toBeGreaterThan(0);
    });

    it('has sensible limits, schedule and history', () => {
      for (const limit of Object.values(about.limits)) expect(limit).toBeGreaterThan(0);
      const { everyMinutes, minMinutes, maxMinutes } = about.schedule;
      expect(minMinutes).toBeLessThanOrEqual(everyMinutes);
      expect(everyMinutes).toBeLessThanOrEqual(maxMinutes);
      expect(about.history.monthsChoices).toContain(about.history.monthsDefault);
    });

    it('has a page in docs/connectors that says what is assumed', () => {
      const page = readFileSync(new URL(`docs/connectors/${about.id}.md`, ROOT), 'utf8');
      expect(page).toContain(`# ${about.name.en}`);
      expect(page).toContain('## What we assume');
    });

    it('reaches for nothing past its context: no clock, environment, network or console', () => {
      const folder = new URL(`src/connectors/${about.id}/`, ROOT);
      const files = readdirSync(folder).filter(
        (file) => file.endsWith('.ts') && !file.includes('.test.'),
      );
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) {
        const reaches = readFileSync(new URL(file, folder), 'utf8').match(REACHES);
        expect({ file, reaches: reaches?.[0] ?? null }).toEqual({ file, reaches: null });
      }
    });
  });

  describe('its configuration', () => {
    checkConfiguration(connector, adapter);
  });
}

function checkConfiguration(connector: Connector, adapter: ConformanceAdapter): void {
  const { credentialFields, hasManyLocations } = connector.describe;
  const examples = Object.fromEntries(credentialFields.map(({ name, example }) => [name, example]));

  it('accepts its own examples, and names one location by what is not secret', () => {
    const [location] = connector.toLocations(
      connector.credentialsSchema.parse(adapter.toCredentials([examples])),
    );
    const secrets = credentialFields
      .filter((field) => field.isSecret)
      .map((field) => field.example);
    for (const secret of secrets) expect(location?.identity).not.toContain(secret);
    for (const secret of secrets) expect(location?.label).not.toContain(secret);
  });

  it('refuses a blank, missing, endless or unprintable value at its field', () => {
    for (const { name } of credentialFields) {
      for (const value of ['', '   ', undefined, 5, 'x'.repeat(5000), 'a\r\nb', 'a\0b']) {
        const fields = { ...examples, [name]: value } as Record<string, string>;
        const paths = refusedPaths(connector.credentialsSchema, adapter.toCredentials([fields]));
        expect(paths.some((path) => path.endsWith(name))).toBe(true);
      }
    }
  });

  it.each([null, undefined, 'text', [], {}])('refuses %j as credentials', (credentials) => {
    expect(connector.credentialsSchema.safeParse(credentials).success).toBe(false);
  });

  it('refuses the same location twice', () => {
    if (!hasManyLocations) return;
    const paths = refusedPaths(
      connector.credentialsSchema,
      adapter.toCredentials([examples, examples]),
    );
    expect(paths).not.toEqual([]);
  });

  it('repeats no secret in what it refuses', () => {
    const secret = `sécret-${'x'.repeat(300)}`;
    const fields = credentialFields.map(({ name }) => [name, secret]);
    const refused = connector.credentialsSchema.safeParse(
      adapter.toCredentials([Object.fromEntries(fields)]),
    );
    expect(refused.success).toBe(false);
    expect(`${refused.error?.message} ${JSON.stringify(refused.error)}`).not.toContain('sécret');
  });

  it('has settings that need not be given, and refuses unknown ones', () => {
    expect(connector.settingsSchema.safeParse({}).success).toBe(true);
    expect(connector.settingsSchema.safeParse({ noSuchSetting: 1 }).success).toBe(false);
  });

  it('refuses bad settings at their field', () => {
    for (const { settings, path } of adapter.badSettings) {
      expect(refusedPaths(connector.settingsSchema, settings)).toContain(path);
    }
  });
}

function refusedPaths(schema: Connector['credentialsSchema'], value: unknown): string[] {
  const result = schema.safeParse(value);
  return result.success ? [] : result.error.issues.map((issue) => issue.path.join('.'));
}

function localizedTexts(value: unknown): Localized[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('en' in value && 'fr' in value) return [value as Localized];
  return Object.values(value).flatMap(localizedTexts);
}
