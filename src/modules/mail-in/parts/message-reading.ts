import type { ReasonCode } from '../reasons.ts';

/** A file in a message that may hold sales. */
export interface FoundFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Something in a message that is no sales file though somebody may take it for one. */
export interface SkippedPart {
  name: string;
  size: number;
  code: ReasonCode;
}

/** What a message is and what it holds. */
export interface MessageReading {
  subject: string;
  /** Null: nothing speaks against reading its files. */
  objection: Extract<ReasonCode, 'bounce' | 'auto_reply' | 'cut_off' | 'broken'> | null;
  files: FoundFile[];
  skipped: SkippedPart[];
}

/** The message as a whole exceeds a limit: none of it is read. */
export class UnreadableMessage extends Error {
  override readonly name = 'UnreadableMessage';
  readonly code: Extract<ReasonCode, 'too_many_files' | 'too_complex' | 'broken'>;
  constructor(code: UnreadableMessage['code']) {
    super(code);
    this.code = code;
  }
}
