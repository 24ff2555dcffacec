import { describe, expect, it } from 'vitest';
import { sentences } from '#connectors/cluster/messages.ts';
import { problemKinds } from '#connectors/contract.ts';
import { sayHalted } from './called-off-words.ts';
import type { Notice } from './delivery.store.ts';
import { describeNotice } from './notice-text.ts';
import { renderMail } from './render-mail.ts';

const provider = { en: 'Cluster', fr: 'Cluster' };
const retried = {
  en: 'The till is silent. Once it answers again, the gap is filled by itself; overnight this can be normal.',
  fr: 'La caisse se tait. Dès qu’elle répond, le vide se comble tout seul ; la nuit, cela peut être normal.',
};
const problems = [
  ...problemKinds.map((kind) => ({ kind, code: `x.${kind}`, message: retried })),
  ...Object.entries(sentences).map(([code, { kind, message }]) => ({ kind, code, message })),
];
const promises = {
  en: /by itself|by ourselves|once it|can be normal|next check|next reading|try again|goes on/i,
  fr: /tout seul|d’elle-même|dès qu|peut être normal|prochaine (vérification|lecture)|réessa/i,
};
const resume = {
  en: /choose Check and resume: the gap is filled then\./,
  fr: /« Vérifier et reprendre » : le vide est alors comblé\./,
};
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

const calledOff = (problem: (typeof problems)[number] | null): Notice => ({
  ...{ noticeId: 'n', kind: 'integration_called_off', venueId: 'v', venueName: 'Chez Test' },
  ...{ timeZone: 'America/Toronto', createdAtMs: 0 },
  payload: {
    ...{ venueId: 'v', integrationId: 'i', provider: 'cluster', providerName: provider },
    ...{ nickname: null, at: '2025-03-18T16:05:00Z', failingSince: '2025-03-01T17:00:00Z' },
    ...{ failureCount: 40, problem },
  },
});

describe.each(['en', 'fr'] as const)('of a link that was called off, in %s', (language) => {
  it.each(problems)(
    'nothing is promised by itself, and the way back is named: $code',
    (problem) => {
      const said = sayHalted(problem, provider)[language];
      expect(said).toMatch(resume[language]);
      expect(said).not.toMatch(promises[language]);
      expect(said).toContain(problem.message[language].split(/[.]\s/)[0]);
      expect(said).not.toMatch(/ {2}|undefined/);
    },
  );

  it.each([null, ...problems])('nor in its notice and its mail', (problem) => {
    const options = { language, redact: (text: string) => text, findContact: () => null };
    const { happened, keepDoing, toDo } = describeNotice(calledOff(problem), options);
    expect(plain(toDo)).toMatch(resume[language]);
    expect(plain(`${happened} ${keepDoing} ${toDo}`)).not.toMatch(promises[language]);
    const mail = renderMail([calledOff(problem)], { ...options, publicUrl: 'https://x.example' });
    expect(plain(mail.text)).toMatch(resume[language]);
    expect(plain(mail.text)).not.toMatch(promises[language]);
  });
});
