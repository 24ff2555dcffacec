import { hash } from 'node:crypto';

/** A header that is longer tells no Message-ID we go by. */
const headerBytesMax = 256 * 1024;

/**
 * What makes a message the same message: its Message-ID together with everything after its header.
 * Not the header itself, which every mail server on the way adds to; and not the Message-ID alone,
 * because some tills send every report under one and the same. A message whose body cannot be told
 * from its header is known by all its bytes. Pure.
 */
export function identifyMessage(raw: Buffer): Buffer {
  const bodyStart = findBody(raw);
  const header = raw
    .subarray(0, Math.min(bodyStart ?? raw.length, headerBytesMax))
    .toString('latin1');
  const messageId = /^message-id[ \t]*:([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)/im.exec(header)?.[1] ?? '';
  const body = hash('sha256', bodyStart === null ? raw : raw.subarray(bodyStart), 'hex');
  return hash('sha256', `${messageId.replace(/\s+/g, '')}\n${body}`, 'buffer');
}

/** Where the header's empty line ends; null when there is none. */
function findBody(raw: Buffer): number | null {
  const ends = ['\r\n\r\n', '\n\n'].map((mark) => ({ mark, at: raw.indexOf(mark) }));
  const found = ends.filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at)[0];
  return found === undefined ? null : found.at + found.mark.length;
}
