import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { converse } from '#simulators/mailbox/index.ts';
import { type Mailbox, type MailWorld, openMailWorld } from '#test/mail/mail-world.ts';
import { attachment, message, salesCsv } from '#test/mail/mime-zoo.ts';
import { readCertificate } from './certificate.ts';

const kept = join(import.meta.dirname, '../../../test/mail/certificates');

let folder: string;
let files: { certFile: string; keyFile: string };
let world: MailWorld;
let box: Mailbox;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tillbridge-tls-'));
  files = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
  await use('first');
  world = await openMailWorld({ certificate: files, limits: { certificateMs: 50 } });
  box = await world.mailbox();
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

async function use(name: 'first' | 'second') {
  await copyFile(join(kept, `${name}.key.pem`), files.keyFile);
  await copyFile(join(kept, `${name}.cert.pem`), files.certFile);
}

/** What a sender that insists on TLS is shown. */
async function certificateShown(): Promise<string> {
  const talk = await converse({ port: world.listener.port });
  await talk.say('EHLO x');
  expect((await talk.say('STARTTLS')).code).toBe(220);
  const socket = connect({ socket: talk.socket, rejectUnauthorized: false });
  await new Promise((resolve) => socket.once('secureConnect', resolve));
  const { fingerprint256 } = socket.getPeerCertificate();
  socket.destroy();
  return fingerprint256;
}

describe('a listener with a certificate', () => {
  it('takes a sales file from a sender that insists on TLS', async () => {
    const { cert: ca } = await readCertificate(files);
    const mailer = createTransport({
      ...{ host: '127.0.0.1', port: world.listener.port, requireTLS: true },
      tls: { ca, servername: 'in.till.test' },
    });
    const raw = message([attachment('a.csv', salesCsv('2025-03-10', ['Coffee 1 1.00']))]);
    const sent = await mailer.sendMail({ envelope: { from: 'a@b.example', to: box.address }, raw });
    expect(sent.accepted).toEqual([box.address]);
    await world.readAll();
    expect(await world.rows('SELECT state FROM inbound_messages')).toEqual([{ state: 'read' }]);
  });

  it('offers TLS and demands it of nobody', async () => {
    const talk = await converse({ port: world.listener.port });
    expect((await talk.say('EHLO x')).text).toContain('STARTTLS');
    expect((await talk.say('MAIL FROM:<a@b.example>')).code).toBe(250);
    expect((await talk.say(`RCPT TO:<${box.address}>`)).code).toBe(250);
    talk.vanish();
  });

  it('takes up a renewed certificate while it runs, whatever was half written before', async () => {
    const before = await certificateShown();
    await writeFile(files.certFile, 'half a certifica');
    await use('second');
    await expect.poll(certificateShown, { timeout: 10_000 }).not.toBe(before);
  });
});

describe('a certificate that cannot be used', () => {
  it('is refused with the name of its variable, and never shows a key', async () => {
    await expect(readCertificate({ ...files, certFile: join(folder, 'none') })).rejects.toThrow(
      /^MAIL_TLS_CERT_FILE cannot be read \(ENOENT\)/,
    );
    const foreign = { ...files, keyFile: join(kept, 'first.key.pem') };
    await use('second');
    await expect(readCertificate(foreign)).rejects.toThrow(/must be a certificate and its key/);
  });
});
