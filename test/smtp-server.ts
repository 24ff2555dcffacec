import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import type { MailServer } from '#platform/mail/mail.ts';

/** What the server does to the next mails. */
export type SmtpBehaviour =
  | { do: 'accept' }
  /** Connections are taken and never greeted. */
  | { do: 'hang' }
  /** Asked for the reader, it answers with this code. */
  | { do: 'refuse_reader'; code: number }
  /** Having read the text, it answers with this code. */
  | { do: 'refuse_text'; code: number }
  /** Having read the text, it never answers. */
  | { do: 'hang_after_text' }
  /** Having read the text, it drops the connection. */
  | { do: 'break_off_after_text' };

/** A mail whose whole text reached the server, acknowledged or not. */
export interface ReceivedMail {
  raw: string;
  from: string;
  to: string[];
  mail: Email;
}

/** A real mail server on loopback, in the test's hands. */
export interface TestSmtpServer {
  server: MailServer;
  url: string;
  received: ReceivedMail[];
  behaviour: SmtpBehaviour;
  /** Awaited before the reader is answered for. */
  beforeReader: () => Promise<void>;
  /** Awaited between reading a text and answering. */
  beforeAnswer: (mail: ReceivedMail) => Promise<void>;
  /** Ends when so many mails were received. */
  untilReceived(count: number): Promise<void>;
  close(): Promise<void>;
}

const accounts = { user: 'mailer', password: 'smtp-pass-word-77' };

export async function startSmtpServer(
  options: { isAccountNeeded?: boolean } = {},
): Promise<TestSmtpServer> {
  const waiting: (() => void)[] = [];
  const answerTo = (session: SMTPServerSession, mail: ReceivedMail) =>
    self.beforeAnswer(mail).then(() => toAnswer(self.behaviour, () => drop(smtp, session)));
  const smtp = new SMTPServer({
    ...accountOptions(options.isAccountNeeded ?? false),
    logger: false,
    onConnect: (_session, done) => (self.behaviour.do === 'hang' ? undefined : done()),
    onRcptTo(_address, _session, done) {
      void self.beforeReader().then(() => {
        const { behaviour } = self;
        done(behaviour.do === 'refuse_reader' ? refusal(behaviour.code) : null);
      });
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const raw = Buffer.concat(chunks).toString();
        const { mailFrom, rcptTo } = session.envelope;
        const mail: ReceivedMail = {
          raw,
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          mail: await PostalMime.parse(raw),
        };
        self.received.push(mail);
        for (const wake of waiting) wake();
        const answer = await answerTo(session, mail);
        if (answer !== null) done(answer.error);
      });
    },
  });
  smtp.on('error', () => undefined);
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  const { port } = smtp.server.address() as AddressInfo;
  const self: TestSmtpServer = {
    server: {
      ...{ host: '127.0.0.1', port, isTlsFromStart: false },
      account: options.isAccountNeeded ? accounts : null,
      from: { name: 'Till', address: 'till@example.com' },
    },
    url: `smtp://127.0.0.1:${port}`,
    received: [],
    behaviour: { do: 'accept' },
    beforeReader: async () => undefined,
    beforeAnswer: async () => undefined,
    async untilReceived(count) {
      while (self.received.length < count) {
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    close: () => new Promise((resolve) => smtp.close(() => resolve())),
  };
  return self;
}

function accountOptions(isNeeded: boolean): SMTPServerOptions {
  if (!isNeeded) return { disabledCommands: ['AUTH', 'STARTTLS'] };
  return {
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      if (username === accounts.user && password === accounts.password) {
        return done(null, { user: username });
      }
      // Servers have been seen to repeat what they were sent.
      return done(new Error(`no such account ${username} ${password}`));
    },
  };
}

/** What to tell the client; null for nothing at all. */
function toAnswer(behaviour: SmtpBehaviour, dropIt: () => void): { error: Error | null } | null {
  if (behaviour.do === 'break_off_after_text') dropIt();
  if (behaviour.do === 'break_off_after_text' || behaviour.do === 'hang_after_text') return null;
  return { error: behaviour.do === 'refuse_text' ? refusal(behaviour.code) : null };
}

function refusal(code: number): Error {
  return Object.assign(new Error('not now'), { responseCode: code });
}

function drop(smtp: SMTPServer, session: SMTPServerSession): void {
  const { connections } = smtp as unknown as {
    connections: Set<{ id: string; _socket: { destroy(): void } }>;
  };
  for (const connection of connections) {
    if (connection.id === session.id) connection._socket.destroy();
  }
}
