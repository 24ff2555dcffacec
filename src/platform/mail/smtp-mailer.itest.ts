import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { redact } from '#platform/log/redactor.ts';
import { startSmtpServer, type TestSmtpServer } from '#test/smtp-server.ts';
import type { Mail } from './mail.ts';
import { createSmtpMailer } from './smtp-mailer.ts';

const mail: Mail = {
  id: '018f0000-0000-7000-8000-000000000001',
  to: { name: 'Olive Owner', address: 'olive@example.com' },
  subject: 'Ventes arrêtées',
  text: 'Bonjour,\n.\n.une ligne avec un point\n',
  html: '<p>Bonjour</p>',
  writtenAtMs: Date.UTC(2025, 2, 15, 16),
};
const quick = { untilTextMs: 400, answerMs: 400, stopMs: 50 };
const never = new AbortController().signal;

let smtp: TestSmtpServer;
afterEach(() => smtp.close());

/** One attempt, and how often the text was about to go out. */
async function send(more: Partial<Mail> = {}, signal = never) {
  let handedOver = 0;
  const beforeText = async () => {
    handedOver += 1;
  };
  const mailer = createSmtpMailer(smtp.server, quick);
  const outcome = await mailer.send({ ...mail, ...more }, { beforeText, signal });
  return { outcome, handedOver };
}

describe('a mail', () => {
  it('arrives whole, the same every time, under its own id', async () => {
    smtp = await startSmtpServer();
    expect(await send()).toEqual({ outcome: { kind: 'accepted' }, handedOver: 1 });
    await send();
    const [first, second] = smtp.received;
    expect(first).toMatchObject({ from: 'till@example.com', to: ['olive@example.com'] });
    expect(first?.mail).toMatchObject({
      messageId: '<018f0000-0000-7000-8000-000000000001@example.com>',
      from: { name: 'Till', address: 'till@example.com' },
      to: [{ name: 'Olive Owner', address: 'olive@example.com' }],
      subject: 'Ventes arrêtées',
      date: '2025-03-15T16:00:00.000Z',
    });
    expect(first?.mail.text?.trimEnd()).toBe(mail.text.trimEnd());
    expect(first?.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    const headersOf = (raw = '') =>
      raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/boundary=.*/, '');
    expect(headersOf(second?.raw)).toBe(headersOf(first?.raw));
  });

  it.each([
    'Bar\r\nBcc: thief@example.com',
    'Bar\nBcc: thief@example.com\n\nNew text',
    'Bar\rBcc: thief@example.com',
    'Bar\u2028Bcc: thief@example.com',
    'Bar\u0085Bcc: thief@example.com\0',
    'é\r\nBcc: thief@example.com',
    '=?utf-8?B?DQpCY2M6IHRoaWVmQGV4YW1wbGUuY29t?=',
    '"Bar" <thief@example.com>, Other <other@example.com>',
  ])('cannot be given a header or a reader by %j', async (name) => {
    smtp = await startSmtpServer();
    const to = { name, address: mail.to.address };
    expect((await send({ subject: name, to })).outcome).toEqual({ kind: 'accepted' });
    const [got] = smtp.received;
    expect(got?.to).toEqual(['olive@example.com']);
    const keys = got?.mail.headers.map((header) => header.key) ?? [];
    expect(keys).not.toContain('bcc');
    expect(new Set(keys).size).toBe(keys.length);
    expect(got?.mail.to?.map((each) => each.address)).toEqual(['olive@example.com']);
  });
});

describe('an account', () => {
  it('signs in with its password', async () => {
    smtp = await startSmtpServer({ isAccountNeeded: true });
    expect((await send()).outcome).toEqual({ kind: 'accepted' });
  });

  it('that is refused fails no mail for good, and its password is not told', async () => {
    smtp = await startSmtpServer({ isAccountNeeded: true });
    smtp.server = { ...smtp.server, account: { user: 'mailer', password: 'wrong-pass-word-5' } };
    const { outcome, handedOver } = await send();
    expect(outcome).toMatchObject({ kind: 'refused', isFinal: false });
    expect(JSON.stringify(outcome)).not.toContain('wrong-pass-word-5');
    expect(handedOver).toBe(0);
    expect(redact('x wrong-pass-word-5')).toBe('x [redacted]');
  });

  it('on another machine is not used in the clear', async () => {
    smtp = await startSmtpServer({ isAccountNeeded: true });
    // A name for this machine that does not say so.
    const { outcome } = await (async () => {
      smtp.server = { ...smtp.server, host: '0.0.0.0' };
      return send();
    })();
    expect(outcome).toMatchObject({ kind: 'refused', isFinal: false });
    expect(JSON.stringify(outcome)).toMatch(/TLS/);
    expect(smtp.received).toEqual([]);
  });
});

describe('a server that fails', () => {
  it('by not being there, hanging, or refusing the reader for now, has not taken the mail', async () => {
    smtp = await startSmtpServer();
    smtp.behaviour = { do: 'refuse_reader', code: 451 };
    expect(await send()).toMatchObject({
      outcome: { kind: 'refused', isFinal: false, text: expect.stringContaining('451') },
      handedOver: 0,
    });
    smtp.behaviour = { do: 'hang' };
    expect(await send()).toMatchObject({ outcome: { kind: 'refused', isFinal: false } });
    smtp.server = { ...smtp.server, port: await closedPort() };
    expect(await send()).toMatchObject({ outcome: { kind: 'refused', isFinal: false } });
    expect(smtp.received).toEqual([]);
  });

  it('by refusing the reader or the text for good, is not asked again', async () => {
    smtp = await startSmtpServer();
    smtp.behaviour = { do: 'refuse_reader', code: 550 };
    expect((await send()).outcome).toMatchObject({ kind: 'refused', isFinal: true });
    smtp.behaviour = { do: 'refuse_text', code: 554 };
    expect(await send()).toMatchObject({
      outcome: { kind: 'refused', isFinal: true },
      handedOver: 1,
    });
    smtp.behaviour = { do: 'refuse_text', code: 452 };
    expect((await send()).outcome).toMatchObject({ kind: 'refused', isFinal: false });
  });

  it.each(['hang_after_text', 'break_off_after_text'] as const)(
    'by %s, leaves it unknown whether the mail arrives',
    async (fault) => {
      smtp = await startSmtpServer();
      smtp.behaviour = { do: fault };
      expect(await send()).toMatchObject({ outcome: { kind: 'unknown' }, handedOver: 1 });
      expect(smtp.received).toHaveLength(1);
    },
  );
});

describe('a mail that may no longer go out', () => {
  it('does not: the server gets no text and no end of one', async () => {
    smtp = await startSmtpServer();
    const mailer = createSmtpMailer(smtp.server, quick);
    const beforeText = () => Promise.reject(new Error('taken away'));
    await expect(mailer.send(mail, { beforeText, signal: never })).rejects.toThrow('taken away');
    expect((await send()).outcome).toEqual({ kind: 'accepted' });
    expect(smtp.received).toHaveLength(1);
  });

  it('is let go of when the program stops before the text, and waited for a moment after it', async () => {
    smtp = await startSmtpServer();
    smtp.behaviour = { do: 'hang' };
    const stopping = new AbortController();
    const early = send({}, stopping.signal);
    stopping.abort();
    expect((await early).outcome).toMatchObject({ kind: 'refused', isFinal: false });
    smtp.behaviour = { do: 'hang_after_text' };
    const later = new AbortController();
    const late = send({}, later.signal);
    await smtp.untilReceived(1);
    later.abort();
    expect((await late).outcome).toEqual({ kind: 'unknown', text: 'the program stopped' });
  });
});

function closedPort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
