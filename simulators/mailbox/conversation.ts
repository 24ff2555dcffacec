import { connect, type Socket } from 'node:net';

/** What a mail server said: `250 2.1.5 Ok` is code 250. */
export interface SmtpAnswer {
  code: number;
  text: string;
}

/** One connection to a mail server, a line at a time. */
export interface Conversation {
  greeting: SmtpAnswer;
  /** For what is not a conversation in lines, as TLS. */
  socket: Socket;
  /** Says a line and waits for the answer. */
  say(line: string): Promise<SmtpAnswer>;
  /** Writes bytes as they are, waiting while the server is busy; false once it has hung up. */
  write(bytes: Buffer): Promise<boolean>;
  /** The next answer. Code 0 when the server hung up without one. */
  hear(): Promise<SmtpAnswer>;
  /** Hangs up in the middle of whatever it is. */
  vanish(): void;
  /** Resolves once the connection is over, whoever ended it. */
  ended: Promise<void>;
}

const hungUp: SmtpAnswer = { code: 0, text: 'the server hung up' };

/** Connects to a mail server and hears its greeting. */
export async function converse(at: { host?: string; port: number }): Promise<Conversation> {
  const socket = connect({ host: at.host ?? '127.0.0.1', port: at.port });
  const answers = listenForAnswers(socket);
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  socket.once('close', () => resolve());
  const write = async (bytes: Buffer) => {
    if (!socket.writable) return false;
    if (!socket.write(bytes)) await Promise.race([untilDrained(socket), ended]);
    return socket.writable;
  };
  return {
    greeting: await answers.next(),
    socket,
    async say(line) {
      await write(Buffer.from(`${line}\r\n`));
      return answers.next();
    },
    write,
    hear: answers.next,
    vanish: () => void socket.destroy(),
    ended,
  };
}

function untilDrained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('drain', () => resolve());
  });
}

/** Answers in the order they come; those of several lines are one. */
function listenForAnswers(socket: Socket): { next(): Promise<SmtpAnswer> } {
  const heard: SmtpAnswer[] = [];
  const waiting: ((answer: SmtpAnswer) => void)[] = [];
  let rest = '';
  let lines: string[] = [];
  let isOver = false;
  const tell = (answer: SmtpAnswer) => {
    const next = waiting.shift();
    if (next) next(answer);
    else heard.push(answer);
  };
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\r\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      lines.push(line.slice(4));
      if (line[3] === '-') continue;
      tell({ code: Number(line.slice(0, 3)), text: lines.join('\n') });
      lines = [];
    }
  });
  socket.on('error', () => undefined);
  socket.once('close', () => {
    isOver = true;
    for (const next of waiting.splice(0)) next(hungUp);
  });
  return {
    async next() {
      const answer = heard.shift();
      if (answer) return answer;
      if (isOver) return hungUp;
      return new Promise((resolve) => {
        waiting.push(resolve);
      });
    },
  };
}
