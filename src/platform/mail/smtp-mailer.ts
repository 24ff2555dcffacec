import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { redact, registerSecret } from '#platform/log/redactor.ts';
import { composeMail, toOneLine } from './compose-mail.ts';
import type { Mail, Mailer, MailOutcome, MailServer } from './mail.ts';

/** How long to wait for what; defaults follow RFC 5321 §4.5.3.2 where waiting costs nothing. */
export interface MailTimes {
  /** From connecting until the server agrees to take the text. */
  untilTextMs: number;
  /** For the answer to the text: servers look for viruses before they give it. */
  answerMs: number;
  /** For that answer once the program is to stop. */
  stopMs: number;
}

const usualTimes: MailTimes = { untilTextMs: 60_000, answerMs: 600_000, stopMs: 3_000 };
const ERROR_CHARS_MAX = 300;

/** What the library's errors carry. */
interface SmtpError extends Error {
  command?: string;
  responseCode?: number;
}

/** A mailer over SMTP: a connection for each mail, because notices are few. */
export function createSmtpMailer(server: MailServer, times: MailTimes = usualTimes): Mailer {
  if (server.account !== null) registerSecret(server.account.password);
  return {
    async send(mail, { beforeText, signal }) {
      if (signal.aborted) return { kind: 'refused', isFinal: false, text: 'stopped' };
      const text = await composeMail(mail, server.from);
      return attempt({ server, times, mail, text, beforeText, signal });
    },
  };
}

interface Attempt {
  server: MailServer;
  times: MailTimes;
  mail: Mail;
  text: Buffer;
  beforeText: () => Promise<void>;
  signal: AbortSignal;
}

async function attempt(parts: Attempt): Promise<MailOutcome> {
  const { server, times, mail, signal } = parts;
  const connection = new SMTPConnection(connectionOptions(server, times));
  const { promise, resolve } = Promise.withResolvers<MailOutcome>();
  let isOver = false;
  let isTextOut = false;
  let refusal: { error: unknown } | null = null;
  const end = (outcome: MailOutcome) => {
    isOver = true;
    resolve(outcome);
  };
  const fail = (error: SmtpError) => end(toOutcome(error, isTextOut));
  let timer: NodeJS.Timeout | undefined;
  const wait = (durationMs: number, text: string) => {
    clearTimeout(timer);
    timer = setTimeout(() => fail(new Error(text)), durationMs);
  };
  const onAbort = () => wait(isTextOut ? times.stopMs : 0, 'the program stopped');
  async function* content() {
    await parts.beforeText().catch((error: unknown) => {
      refusal = { error };
      throw error;
    });
    // Given up meanwhile: it was said that nothing went out, so nothing does, not even an end.
    if (isOver) throw new Error('the attempt is over');
    isTextOut = true;
    wait(times.answerMs, 'the mail server did not answer the text in time');
    yield parts.text;
  }
  const send = () => {
    const envelope = { from: server.from.address, to: [mail.to.address] };
    connection.send(envelope, Readable.from(content()), (error) =>
      error ? fail(error as SmtpError) : end({ kind: 'accepted' }),
    );
  };
  signal.addEventListener('abort', onAbort, { once: true });
  connection.on('error', fail);
  wait(times.untilTextMs, 'the mail server did not answer in time');
  signIn(connection, server, (error) => (error ? fail(error) : send()));
  const outcome = await promise;
  clearTimeout(timer);
  signal.removeEventListener('abort', onAbort);
  if (outcome.kind === 'accepted') connection.quit();
  else connection.close();
  if (refusal !== null) throw (refusal as { error: unknown }).error;
  return outcome;
}

function signIn(
  connection: SMTPConnection,
  { account }: MailServer,
  done: (error: SmtpError | null) => void,
): void {
  connection.connect((error) => {
    if (error || account === null) return done((error as SmtpError | undefined) ?? null);
    const credentials = { user: account.user, pass: account.password };
    return connection.login({ credentials }, (refused) => done(refused as SmtpError | null));
  });
}

function connectionOptions(server: MailServer, times: MailTimes) {
  const { host, port, isTlsFromStart, account } = server;
  const isSameMachine = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(host);
  return {
    ...{ host, port, secure: isTlsFromStart },
    requireTLS: !isTlsFromStart && account !== null && !isSameMachine,
    // Our own clock decides; the library's is a second line.
    connectionTimeout: times.untilTextMs,
    greetingTimeout: times.untilTextMs,
    socketTimeout: times.answerMs + times.untilTextMs,
    // A half-open connection must not keep a stopping program.
    socketCloseTimeout: 0,
  };
}

/** Final is what is said about this reader or this text; an account refused is ours to correct. */
function toOutcome(error: SmtpError, isTextOut: boolean): MailOutcome {
  const { responseCode, command = '' } = error;
  const text = toOneLine(redact(error.message)).slice(0, ERROR_CHARS_MAX);
  const isAnswered = typeof responseCode === 'number';
  if (isTextOut && !isAnswered) return { kind: 'unknown', text };
  const isAboutMail = isTextOut || command === 'RCPT TO';
  return { kind: 'refused', isFinal: isAnswered && responseCode >= 500 && isAboutMail, text };
}
