import type { EpochMs } from '#kernel/clock.ts';

/** A mailbox with the name shown beside it. */
export interface Mailbox {
  name: string;
  address: string;
}

/** One mail to one reader. The same values give the same headers, byte for byte. */
export interface Mail {
  /** Unique for good; becomes the Message-ID, so that a repeated mail can be told as one. */
  id: string;
  to: Mailbox;
  subject: string;
  text: string;
  html: string;
  /** In the `Date` header. */
  writtenAtMs: EpochMs;
}

/** What became of one attempt. Texts are the server's words, bounded and without secrets. */
export type MailOutcome =
  | { kind: 'accepted' }
  /** Certainly not taken. `isFinal`: asking again would be answered the same. */
  | { kind: 'refused'; isFinal: boolean; text: string }
  /** The text was handed over and no answer came: it may arrive or not. */
  | { kind: 'unknown'; text: string };

/** Hands mails to a mail server. */
export interface Mailer {
  /**
   * One attempt. Never throws for what servers do.
   * @param options.beforeText runs when the server has agreed to take the text and before its first
   *   byte goes out; when it throws, nothing goes out and the error is thrown.
   * @param options.signal ends the attempt; once the text is out, after a short wait for the answer.
   */
  send(
    mail: Mail,
    options: { beforeText: () => Promise<void>; signal: AbortSignal },
  ): Promise<MailOutcome>;
}

/** Where mails go out, and from whom. */
export interface MailServer {
  host: string;
  port: number;
  /** TLS from the first byte (`smtps:`); otherwise STARTTLS when the server offers it. */
  isTlsFromStart: boolean;
  /** With an account on another machine, TLS is required: a password is not sent in the clear. */
  account: { user: string; password: string } | null;
  from: Mailbox;
}
