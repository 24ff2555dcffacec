import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Notice } from './delivery.store.ts';
import { type LinkNoticeKind, noticeKinds } from './notice.store.ts';
import { toPlainLine } from './plain-line.ts';
import { renderMail } from './render-mail.ts';

const contact = {
  en: 'Cluster: support@clusterpos.com.',
  fr: 'Cluster : support@clusterpos.com.',
};
const options = {
  publicUrl: 'https://till.example.com',
  redact: (text: string) => text.replaceAll('s3cret-key', '[redacted]'),
  findContact: (provider: string) => (provider === 'cluster' ? contact : null),
};
const integrationId = '018f0000-0000-7000-8000-0000000000aa';
const venueId = '018f0000-0000-7000-8000-0000000000bb';

const linkKinds = noticeKinds.filter((kind) => kind !== 'webhook_disabled');
type LinkNotice = Exclude<Notice, { kind: 'webhook_disabled' }>;

function notice(more: Partial<Omit<LinkNotice, 'payload'>> & { payload?: object } = {}): Notice {
  const { payload, ...rest } = more;
  return {
    noticeId: '018f0000-0000-7000-8000-000000000001',
    kind: 'integration_called_off',
    ...{ venueId, venueName: 'Chez Test', timeZone: 'America/Toronto', createdAtMs: 0 },
    payload: {
      ...{ venueId, integrationId, provider: 'cluster', providerName: 'Cluster' },
      nickname: 'Bar',
      at: '2025-03-18T16:05:00.000Z',
      failingSince: '2025-03-01T17:00:00.000Z',
      failureCount: 20,
      problem: {
        kind: 'auth',
        code: 'cluster.key_refused',
        message: { en: 'Cluster refuses the key.', fr: 'Cluster refuse la clé.' },
      },
      ...payload,
    },
    ...rest,
  };
}
const read = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');

describe('a mail', () => {
  it('says in English what happened, what we do, what to do, whom to call and where', () => {
    const { subject, text, html } = renderMail([notice()], { ...options, language: 'en' });
    expect(subject).toBe('Cluster “Bar” at Chez Test is called off');
    for (const said of [
      /On March 18, 2025.* 12:05 p\.m\. EDT we stopped looking/,
      /20 checks of Cluster “Bar” at Chez Test have failed in a row since March 1, 2025.* 12:00 p\.m\. EST\. Cluster refuses the key\./,
      /What we keep doing: .*Everything imported so far stays/,
      /What to do: .*Check and resume/,
      /Whom to call: Cluster: support@clusterpos\.com\./,
      new RegExp(`https://till.example.com/v/${venueId}/settings/integrations/${integrationId}`),
      new RegExp(`https://till.example.com/v/${venueId}/settings/notices`),
    ]) {
      expect(read(text)).toMatch(said);
      expect(read(html).replace(/<[^>]*>/g, '')).toMatch(said);
    }
    expect(text).not.toContain('clé');
  });

  it('says the same in French', () => {
    const { subject, text } = renderMail([notice()], { ...options, language: 'fr' });
    expect(read(subject)).toBe('Cluster « Bar », Chez Test : intégration suspendue');
    expect(read(text)).toMatch(
      /ont échoué de suite depuis le 1er mars 2025.*Cluster refuse la clé/,
    );
    expect(read(text)).toMatch(/Ce qu’il faut faire : .*« Vérifier et reprendre »/);
    expect(read(text)).toMatch(/Qui appeler : Cluster : support/);
    expect(text).toMatch(/suspendue\n-+\n/);
    expect(text).not.toMatch(/ [:;»?!]/);
  });

  it('is in both languages for whoever chose none', () => {
    const { subject, text, html } = renderMail([notice()], { ...options, language: null });
    expect(read(subject)).toBe(
      'Cluster “Bar” at Chez Test is called off / Cluster « Bar », Chez Test : intégration suspendue',
    );
    expect(text.indexOf('Whom to call')).toBeLessThan(text.indexOf('Qui appeler'));
    expect(html).toMatch(/<div lang="en">[\s\S]*<div lang="fr">/);
  });

  it.each(linkKinds)('of the kind %s reads whole in both languages', (kind) => {
    const problem = kind === 'integration_recovered' ? { problem: null, failingSince: null } : {};
    const mail = renderMail([notice({ kind, payload: { nickname: null, ...problem } })], {
      ...options,
      language: null,
    });
    expect(mail.text).not.toMatch(/undefined|null|NaN|Invalid|“”| {2}/);
    expect(mail.text.includes('Whom to call')).toBe(kind !== 'integration_recovered');
  });

  it('about a link half way to being called off says after what, and not before when', () => {
    const payload = {
      ...{ attemptsLeft: 10, calledOffNotBefore: '2025-03-21T17:00:00.000Z' },
    };
    const warned = notice({ kind: 'integration_warned', payload });
    const { text } = renderMail([warned], { ...options, language: 'en' });
    expect(read(text)).toMatch(
      /called off after 10 more failed checks, but not before March 21, 2025.*; everything/,
    );
    const french = renderMail([warned], { ...options, language: 'fr' });
    expect(read(french.text)).toMatch(
      /suspendue après 10 vérifications manquées de plus, mais pas avant le 21 mars 2025.* ; tout/,
    );
    const over = notice({
      kind: 'integration_warned',
      payload: { attemptsLeft: 1, calledOffNotBefore: '2025-03-04T17:00:00.000Z' },
    });
    const late = renderMail([over], { ...options, language: 'en' });
    expect(read(late.text)).toContain('called off after 1 more failed check; everything');
  });

  it('counts no failures where nothing failed but nothing came', () => {
    const payload = { failureCount: 0, provider: 'sales-file', providerName: 'Sales file' };
    const { text } = renderMail([notice({ kind: 'integration_warned', payload })], {
      ...options,
      language: 'en',
    });
    expect(read(text)).toMatch(/Nothing has come from Sales file “Bar” at Chez Test since March 1/);
    expect(text).not.toMatch(/0 checks|Whom to call/);
  });

  it('about a link that is sent its sales promises neither to look for them nor to fill the gap', () => {
    const payload = {
      ...{ provider: 'sales-file', sentAs: 'file' },
      providerName: { en: 'Sales file', fr: 'Fichier de ventes' },
    };
    for (const kind of linkKinds) {
      const { subject, text } = renderMail([notice({ kind, payload })], {
        ...options,
        language: null,
      });
      expect(subject).toContain('Sales file “Bar” at Chez Test');
      expect(subject).toContain('Fichier de ventes «\u00a0Bar\u00a0»');
      expect(read(text)).not.toMatch(
        /look for|looking|fetched|Refresh|resume|by themselves|checks/,
      );
      expect(read(text)).not.toMatch(/cherch|Actualiser|reprendre|d’elles-mêmes|vérifications/);
    }
    const { text } = renderMail([notice({ payload })], { ...options, language: 'en' });
    expect(read(text)).toContain('20 sales files in a row from Sales file “Bar”');
  });

  it('about a webhook says why it was switched off and how to switch it on again', () => {
    const webhook: Notice = {
      ...{ noticeId: 'n1', venueId, venueName: 'Chez Test', timeZone: 'America/Toronto' },
      ...{ createdAtMs: 0, kind: 'webhook_disabled' },
      payload: {
        ...{ venueId, endpointId: 'e1', host: 'hooks.example.com', reason: 'failing' },
        ...{ at: '2025-03-18T16:05:00.000Z', failingSince: '2025-03-15T16:00:00.000Z' },
      },
    };
    const { subject, text } = renderMail([webhook], { ...options, language: 'en' });
    expect(subject).toBe('The webhook to hooks.example.com was switched off');
    expect(read(text)).toMatch(/has taken no message since March 15, 2025/);
    expect(text).toContain('choose Switch on, and Send test');
    expect(text).toMatch(/Open the webhooks: http.*\/v\/.*\/settings\/webhooks/);
    const french = renderMail([webhook], { ...options, language: 'fr' });
    expect(read(french.text)).toContain('n’a accepté aucun message depuis');
  });

  it('about several notices names how many and holds each with its own link', () => {
    const other = { venueName: 'Second', payload: { integrationId: venueId, nickname: null } };
    const { subject, text } = renderMail([notice(), notice(other)], { ...options, language: 'en' });
    expect(subject).toBe('2 notices: Cluster “Bar” at Chez Test is called off…');
    expect(text).toContain('Cluster at Second is called off');
    expect(text.match(/Open the integration:/g)).toHaveLength(2);
    expect(text.match(/Choose what you are told/g)).toHaveLength(1);
  });

  it('about several notices begins with the newest and names how things stand, the worst of it', () => {
    const of = (kind: LinkNoticeKind, createdAtMs: number, integrationId: string) =>
      notice({ kind, createdAtMs, payload: { nickname: integrationId, integrationId } });
    const mailOf = (...notices: Notice[]) => renderMail(notices, { ...options, language: 'en' });
    const grown = mailOf(
      of('integration_warned', 1, 'Bar'),
      of('integration_called_off', 2, 'Bar'),
    );
    expect(grown.subject).toBe('2 notices: Cluster “Bar” at Chez Test is called off…');
    expect(grown.text).toMatch(/^Cluster “Bar” at Chez Test is called off\n/);
    const mended = mailOf(
      of('integration_called_off', 1, 'Bar'),
      of('integration_recovered', 2, 'Bar'),
    );
    expect(mended.subject).toBe('2 notices: Cluster “Bar” at Chez Test: sales arrive again…');
    const two = mailOf(
      of('integration_called_off', 1, 'Bar'),
      of('integration_warned', 2, 'Roof'),
      of('integration_recovered', 3, 'Salle'),
    );
    expect(two.subject).toBe('3 notices: Cluster “Bar” at Chez Test is called off…');
    expect(two.text).toMatch(/^Cluster “Salle”/);
  });

  it('holds no secret, wherever it stands and however it would be written in HTML', () => {
    const redact = (text: string) => text.replaceAll('key<&">1', '[redacted]');
    const message = { en: 'The key key<&">1 is wrong.', fr: 'La clé key<&">1 est fausse.' };
    const payload = { nickname: 'key<&">1', problem: { kind: 'auth', code: 'x', message } };
    const mail = renderMail([notice({ venueName: 'key<&">1', payload })], {
      ...options,
      redact,
      language: null,
    });
    const all = `${mail.subject}${mail.text}${mail.html}`;
    expect(all).not.toMatch(/key<|key&lt;/);
    expect(all).toContain('[redacted]');
  });
});

describe('whatever a venue or a link is called', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 120 }),
    fc.string({
      unit: fc.constantFrom('\r', '\n', '\0', '\u2028', '\u202e', '<', '&', '"', 'é', ' '),
    }),
    fc.constantFrom(
      'Bar\r\nBcc: thief@example.com',
      '<img src=x onerror=alert(1)>',
      '"><script>alert(1)</script>',
      '\u202eevil',
      'x'.repeat(5000),
    ),
  );

  it('the subject is one short line, and the page has no element but ours', () => {
    const elementsOf = (html: string) => (html.match(/<[^>]*>/g) ?? []).join('');
    const plain = renderMail([notice()], { ...options, language: null });
    fc.assert(
      fc.property(hostile, hostile, hostile, (venueName, nickname, said) => {
        const problem = { kind: 'auth', code: 'x', message: { en: said, fr: said } };
        const mail = renderMail([notice({ venueName, payload: { nickname, problem } })], {
          ...options,
          language: null,
        });
        expect(mail.subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
        expect([...mail.subject].length).toBeLessThanOrEqual(310);
        expect(mail.subject.isWellFormed()).toBe(true);
        expect(elementsOf(mail.html)).toBe(elementsOf(plain.html));
        expect(mail.text.split('\n').length).toBe(plain.text.split('\n').length);
      }),
      { numRuns: 300 },
    );
  });

  it('a line stays as it is when nothing is wrong with it', () => {
    expect(toPlainLine('L’Étoile 👨‍👩‍👧 «\u00a0Bar\u00a0»')).toBe(
      'L’Étoile 👨‍👩‍👧 «\u00a0Bar\u00a0»',
    );
    expect(toPlainLine('a\tb\r\n c', 4)).toBe('a b…');
  });
});
