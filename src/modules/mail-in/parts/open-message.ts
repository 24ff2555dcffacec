import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { mailLimits } from '../mail.ts';
import { UnreadableMessage } from './message-reading.ts';

/** Takes a message's leaves as they are: its text as well, whose name the usual reading forgets. */
class LeafReader extends PostalMime {
  isInlineTextNode(): boolean {
    return false;
  }
}

export interface OpenedMessage {
  headers: ReadonlyMap<string, string>;
  from: string;
  subject: string;
  /** Messages inside it are leaves too. */
  leaves: Attachment[];
}

/**
 * Takes one message apart, those inside it not.
 * @throws UnreadableMessage when it is built beyond the limits, or is not a message at all.
 */
export async function openMessage(raw: Uint8Array): Promise<OpenedMessage> {
  const email = await parse(raw);
  const headers = new Map<string, string>();
  for (const { key, value } of email.headers) if (!headers.has(key)) headers.set(key, value);
  return {
    headers,
    from: email.from?.address ?? '',
    subject: tidyText(email.subject ?? ''),
    leaves: email.attachments,
  };
}

async function parse(raw: Uint8Array): Promise<Email> {
  const reader = new LeafReader({
    forceRfc822Attachments: true,
    maxNestingDepth: 50,
    maxHeadersSize: mailLimits.headerBytesMax,
  });
  try {
    return await reader.parse(raw);
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('Maximum')) {
      throw new UnreadableMessage('too_complex');
    }
    throw new UnreadableMessage('broken');
  }
}

const subjectCharsMax = 500;

/** A text of a header as it can be stored and shown. */
export function tidyText(text: string): string {
  return [...text.toWellFormed().replace(/\p{Cc}+/gu, ' ')]
    .slice(0, subjectCharsMax)
    .join('')
    .trim();
}
