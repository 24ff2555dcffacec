import { expect, test } from 'vitest';
import type { Integration, Run } from '../../api/integration.types.ts';
import { diagnosticText } from './diagnostic-text.ts';

const secret = 'a1b2c3d4e5f6a7b8c9d0';
const problem = { kind: 'auth', code: 'cluster.key_refused', message: 'Cluster refuses the key.' };
const at = '2026-05-15T12:00:00.000Z';

/** As the API answers, and with secrets where a careless change could put them. */
const integration = {
  ...{ id: 'i-1', venueId: 'v-1', provider: 'cluster', providerName: 'Cluster', nickname: 'Bar' },
  ...{ active: true, status: 'CalledOff', statusChangedAt: at, createdAt: at },
  statusReason: { ...problem, since: at, failureCount: 5, attemptsLeft: null, nextAttemptAt: null },
  ...{ lastSalesCheckAt: at, lastSaleImportedAt: null, nextCheckAt: null },
  backfill: null,
  credentials: { apiKey: secret },
  locations: [
    {
      ...{ id: 'l-1', label: 'LAU-1001', identity: 'LAU-1001', checkpointAt: at },
      ...{ lastProblem: problem, secretSealed: `v1:${secret}`, apiKey: secret },
    },
  ],
  settings: { includeModifiers: true, token: secret },
  schedule: { everyMinutes: 60 },
} as unknown as Integration;
const run = {
  ...{ id: 'r-1', locationId: 'l-1', kind: 'live', trigger: 'schedule', state: 'failed' },
  ...{ windowFrom: at, windowTo: at, startedAt: at, finishedAt: at, warnings: [secret] },
  ...{
    ordersNew: 1,
    ordersChanged: 0,
    ordersGone: 0,
    ordersUnchanged: 7,
    ordersQuarantined: 0,
    posItemsNew: null,
  },
  ...{ problem: { ...problem, detail: secret }, headers: { authorization: secret } },
} as unknown as Run;

test('a diagnostic holds what helps, and no secret whatever the server answered', () => {
  const text = diagnosticText({
    ...{ integration, runs: [run], nowMs: Date.parse(at), origin: 'https://till.example' },
  });
  expect(text).not.toContain(secret);
  for (const part of [
    ...['i-1', 'CalledOff', 'cluster.key_refused', 'LAU-1001', 'every 60 min', '5 failed'],
    ...['live by schedule: failed', 'new 1, changed 0', 'Include modifiers: yes', 'nickname Bar'],
  ]) {
    expect(text).toContain(part);
  }
});
