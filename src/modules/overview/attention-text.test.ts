import { expect, it } from 'vitest';
import { sayCalledOff, saySuspicious, tellDate } from './attention-text.ts';

it('a name that turns its direction does not turn the sentence it stands in', () => {
  const till = {
    providerName: { en: 'Cluster', fr: 'Cluster' },
    nickname: '\u202eraB',
    venueName: 'בר',
  };
  expect(sayCalledOff(till).en).toMatch(
    /^Cluster “\u2068\u202eraB\u2069” at \u2068בר\u2069 failed/,
  );
  expect(sayCalledOff(till).fr).toMatch(
    /^Cluster « \u2068\u202eraB\u2069 » \(\u2068בר\u2069\) a échoué/,
  );
  const days = { count: 1, newest: tellDate('2025-03-14'), venueName: '\u202ecraP' };
  expect(saySuspicious(days).en).toMatch(/^\u2068\u202ecraP\u2069: the till/);
  expect(saySuspicious({ ...days, venueName: 'Parc' }).fr).toMatch(/^Parc : la caisse/);
});
