import { hash } from 'node:crypto';

/** A header that is longer tells no Message-ID we go by. */
const headerBytesMax = 256 * 1024;

/**
 * What makes a message the same message: its Message-ID together with everything after its header.
 * Not the header itself, which every mail server on the way adds to; and not the Message-ID alone,
 * because some tills send every report under one and the same. Pure.
 */
export function identifyMessage(raw: Buffer): Buffer {
  const bodyStart = findBody(raw);
  const header = raw.subarray(0, Math.min(bodyStart, headerBytesMax)).toString('latin1');
  const messageId = /^message-id[ \t]*:([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)/im.exec(header)?.[1] ?? '';
  const body = hash('sha256', raw.subarray(bodyStart), 'hex');
  return hash('sha256', `${messageId.replace(/\s+/g, '')}\n${body}`, 'buffer');
}

/** Where the header's empty line ends; the end of the message when there is none. */
function findBody(raw: Buffer): number {
  const ends = ['\r\n\r\n', '\n\n'].map((mark) => ({ mark, at: raw.indexOf(mark) }));
  const found = ends.filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at)[0];
  return found === undefined ? raw.length : found.at + found.mark.length;
}
