import { describe, expect, it } from 'vitest';
import { credentialsSchema, settingsSchema, toLocations } from './schema.ts';

function problems(schema: typeof credentialsSchema | typeof settingsSchema, value: unknown) {
  const result = schema.safeParse(value);
  if (result.success) throw new Error('accepted');
  return result.error.issues.map((issue) => ({ path: issue.path.join('.'), issue }));
}

describe('credentials', () => {
  it('lose what pasting adds', () => {
    const pasted = { locations: [{ apiKey: ' \u00a0key-1\u200b\r\n', serial: '\ufeff 10 22\t' }] };
    expect(credentialsSchema.parse(pasted)).toEqual({
      locations: [{ apiKey: 'key-1', serial: '10 22' }],
    });
    expect(toLocations(pasted)).toEqual([
      { identity: '10 22', label: '10 22', secret: { apiKey: 'key-1' } },
    ]);
  });

  it.each([
    ['nothing', null, ''],
    ['no location', { locations: [] }, 'locations'],
    [
      'too many',
      { locations: Array.from({ length: 51 }, (_, i) => ({ apiKey: 'k', serial: `${i}` })) },
      'locations',
    ],
    ['an empty key', { locations: [{ apiKey: '  ', serial: '1' }] }, 'locations.0.apiKey'],
    ['a missing serial', { locations: [{ apiKey: 'k' }] }, 'locations.0.serial'],
    ['a number as serial', { locations: [{ apiKey: 'k', serial: 5 }] }, 'locations.0.serial'],
    ['a long key', { locations: [{ apiKey: 'k'.repeat(201), serial: '1' }] }, 'locations.0.apiKey'],
    [
      'a line break inside',
      { locations: [{ apiKey: 'a\r\nX-Evil: 1', serial: '1' }] },
      'locations.0.apiKey',
    ],
    [
      'a letter headers cannot carry',
      { locations: [{ apiKey: 'clé', serial: '1' }] },
      'locations.0.apiKey',
    ],
    ['a misspelt field', { locations: [{ apikey: 'k', serial: '1' }] }, 'locations.0.apiKey'],
    [
      'a serial twice',
      {
        locations: [
          { apiKey: 'a', serial: '1' },
          { apiKey: 'b', serial: '1 ' },
        ],
      },
      'locations.1.serial',
    ],
  ])('refuse %s at its field', (_, value, path) => {
    expect(problems(credentialsSchema, value).map((problem) => problem.path)).toContain(path);
  });

  it('never repeat the value in what they refuse, and say our own sentences in French too', () => {
    const [problem] = problems(credentialsSchema, {
      locations: [{ apiKey: 'sécret', serial: '1' }],
    });
    expect(JSON.stringify(problem)).not.toContain('sécret');
    expect(problem?.issue).toMatchObject({
      params: { message: { fr: expect.stringContaining('collé') } },
    });
  });
});

describe('settings', () => {
  it.each([
    [{}, { includeModifiers: false, historyMonths: 12 }],
    [
      { includeModifiers: true, historyMonths: 6 },
      { includeModifiers: true, historyMonths: 6 },
    ],
    [{ historyFrom: '2015-01-01' }, { includeModifiers: false, historyFrom: '2015-01-01' }],
  ])('%j is %j', (given, settings) => {
    expect(settingsSchema.parse(given)).toEqual(settings);
    expect(settingsSchema.parse(settings)).toEqual(settings);
  });

  it.each([
    [{ includeModifiers: 'yes' }, 'includeModifiers'],
    [{ historyMonths: 7 }, 'historyMonths'],
    [{ historyFrom: '2015-02-30' }, 'historyFrom'],
    [{ historyFrom: '0001-01-01' }, 'historyFrom'],
    [{ historyFrom: '1994-12-31' }, 'historyFrom'],
    [{ historyFrom: '2015-01-01', historyMonths: 6 }, 'historyFrom'],
    [{ includeModifers: true }, ''],
  ])('refuse %j at %s', (given, path) => {
    expect(problems(settingsSchema, given).map((problem) => problem.path)).toContain(path);
  });
});
