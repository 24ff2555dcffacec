import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { tokenOf } from './address.ts';
import { type ByteBudget, openByteBudget } from './byte-budget.ts';
import { type CertificateFiles, readCertificate } from './certificate.ts';
import { collectMessage, MessageTrouble } from './collect-message.ts';
import type { MailInDeps } from './deps.ts';
import { findRecipient, type Recipient } from './mail.store.ts';
import { mailLimits } from './mail.ts';
import { receiveMail } from './receive-mail.ts';

export interface MailListener {
  port: number;
  close(): Promise<void>;
}

export interface ListenerLimits {
  messageBytesMax: number;
  /** Of all messages being received at once. */
  heldBytesMax: number;
  connectionsMax: number;
  /** Without a byte from the sender. */
  idleMs: number;
  /** However busy the sender is. */
  connectionMs: number;
  /** How long `close` lets messages come to their end. */
  closeMs: number;
  /** How often a renewed certificate is looked for. */
  certificateMs: number;
}

const usualLimits: ListenerLimits = {
  messageBytesMax: mailLimits.messageBytesMax,
  heldBytesMax: 4 * mailLimits.messageBytesMax,
  connectionsMax: 100,
  idleMs: 60_000,
  connectionMs: 10 * 60_000,
  closeMs: 5_000,
  certificateMs: 3_600_000,
};
const recipientsMax = 20;

/**
 * Listens for mail to the secret addresses of sales-file integrations. A message is answered with
 * 250 once it is stored for each of its recipients; what it holds is read later, by a worker.
 * @param options `certificate`: where it is, TLS is offered to every sender and demanded of none,
 *   as tills' mailers may know none.
 * @throws SetupError when the certificate cannot be used; Error when the port is taken.
 */
export async function startMailListener(
  deps: MailInDeps,
  options: {
    host: string;
    port: number;
    domain: string;
    certificate: CertificateFiles | null;
    limits?: Partial<ListenerLimits>;
  },
): Promise<MailListener> {
  const limits = { ...usualLimits, ...options.limits };
  const { domain } = options;
  const budget = openByteBudget(limits.heldBytesMax);
  const certificate = options.certificate && (await readCertificate(options.certificate));
  const server = new SMTPServer({
    name: domain,
    banner: 'Tillbridge',
    disabledCommands: certificate === null ? ['AUTH', 'STARTTLS'] : ['AUTH'],
    ...certificate,
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    size: limits.messageBytesMax,
    maxClients: limits.connectionsMax,
    socketTimeout: limits.idleMs,
    closeTimeout: limits.closeMs,
    onRcptTo({ address }, session, callback) {
      checkRecipient(deps, { address, domain, session }).then(() => callback(), callback);
    },
    onData(stream, session, callback) {
      acceptMessage(deps, { stream, session, domain, budget }).then(
        () => callback(null, 'kept'),
        callback,
      );
    },
  });
  server.on('error', (error) => deps.log.debug('a mail connection broke', { error }));
  server.server.on('connection', (socket: Socket) => {
    const timer = setTimeout(() => socket.destroy(), limits.connectionMs);
    socket.once('close', () => clearTimeout(timer));
  });
  await listen(server, options);
  const renewal = setInterval(() => {
    if (options.certificate) void renew(server, deps, options.certificate);
  }, limits.certificateMs).unref();
  return {
    port: (server.server.address() as AddressInfo).port,
    async close() {
      clearInterval(renewal);
      await new Promise<void>((resolve) => {
        server.close(resolve);
      });
    },
  };
}

/** A certificate lasts some weeks, this program may run for months. */
async function renew(server: SMTPServer, { log }: MailInDeps, files: CertificateFiles) {
  try {
    server.updateSecureContext(await readCertificate(files));
  } catch (error) {
    log.warn('the mail certificate was not renewed: the one before stays', { error });
  }
}

function listen(server: SMTPServer, at: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(at.port, at.host, () => {
      server.server.off('error', reject);
      resolve();
    });
  });
}

async function checkRecipient(
  deps: MailInDeps,
  { address, domain, session }: { address: string; domain: string; session: SMTPServerSession },
): Promise<void> {
  if (session.envelope.rcptTo.length >= recipientsMax) {
    throw new MessageTrouble(452, '4.5.3 Too many recipients; send the rest in another message');
  }
  if ((await findWhose(deps, address, domain)) === null) {
    throw new MessageTrouble(550, '5.1.1 There is no such address here');
  }
}

async function findWhose(
  deps: MailInDeps,
  address: string,
  domain: string,
): Promise<Recipient | null> {
  const token = tokenOf(address, domain);
  if (token === null) return null;
  try {
    return await deps.database.withoutCompany((tx) => findRecipient(tx, token));
  } catch (error) {
    deps.log.warn('a mail address could not be looked up', { error });
    throw notNow();
  }
}

async function acceptMessage(
  deps: MailInDeps,
  message: {
    stream: SMTPServerDataStream;
    session: SMTPServerSession;
    domain: string;
    budget: ByteBudget;
  },
): Promise<void> {
  const { stream, session, domain, budget } = message;
  const held = await collectMessage(stream, budget);
  try {
    const { mailFrom, rcptTo } = session.envelope;
    const sender = mailFrom === false ? '' : mailFrom.address;
    const found = await Promise.all(rcptTo.map(({ address }) => findWhose(deps, address, domain)));
    const recipients = new Map(found.flatMap((one) => (one ? [[one.integrationId, one]] : [])));
    for (const recipient of recipients.values()) {
      await keep(deps, recipient, { raw: held.raw, sender });
    }
  } finally {
    held.release();
  }
}

async function keep(
  deps: MailInDeps,
  recipient: Recipient,
  message: { raw: Buffer; sender: string },
): Promise<void> {
  const sender = message.sender.toWellFormed().replace(/\p{Cc}/gu, '');
  const receipt = await receiveMail(deps, recipient, {
    ...{ raw: message.raw, sender, source: 'mail' },
  }).catch((error: unknown) => {
    deps.log.error('a message could not be stored', { ...recipient, error });
    throw notNow();
  });
  if (receipt.kind === 'too_much') {
    throw new MessageTrouble(452, '4.2.2 Too much mail for this address today; try again later');
  }
}

function notNow(): MessageTrouble {
  return new MessageTrouble(451, '4.3.0 The message cannot be kept right now; try again later');
}
