import type { ReasonCode } from '../reasons.ts';
import { looksLikeTable } from './looks-like-table.ts';

/** A leaf of a message, decoded. */
export interface Leaf {
  /** Null when the sender gave none. */
  name: string | null;
  /** Lower case, without parameters. */
  type: string;
  /** Shown inside the text rather than hung on: logos and the like. */
  isInline: boolean;
  bytes: Buffer;
}

/**
 * What to do with a leaf: read it as a sales file, open it, look at it as the text of the mail when
 * there is nothing else, pass over it in silence, or say why not.
 */
export type Judgement =
  | 'file'
  | 'zip'
  | 'message'
  | 'text'
  | 'nothing'
  | Extract<ReasonCode, `part_${string}`>;

const sheetNames = /\.(csv|tsv|tab|xlsx|xlsm|xls|ods)$/i;
const sheetTypes =
  /^(text\/(x-)?(csv|comma-separated-values|tab-separated-values)|application\/(x-)?csv|application\/(vnd\.)?(ms-?)?excel|application\/x-(ms)?excel|application\/vnd\.(ms-excel|openxmlformats-officedocument\.spreadsheetml|oasis\.opendocument\.spreadsheet).*)$/;
const zipTypes = /^application\/(x-)?(zip|zip-compressed)$/;
const anonymousTypes = /^(application\/(octet-stream|x-download|download|force-download)|)$/;

/** Decides by name, then type, then content. Pure. */
export function judgeLeaf(leaf: Leaf, bytesMax: number): Judgement {
  const { name, type, bytes } = leaf;
  if (type === 'message/rfc822' || /\.eml$/i.test(name ?? '')) return 'message';
  if (/^winmail\.dat$/i.test(name ?? '') || type === 'application/ms-tnef') return 'part_outlook';
  const kind = kindOf(leaf);
  if (kind !== 'file' && kind !== 'zip') return kind;
  if (bytes.length === 0) return 'part_empty';
  return bytes.length > bytesMax ? 'part_too_large' : kind;
}

function kindOf(leaf: Leaf): Judgement {
  const { name, type, bytes, isInline } = leaf;
  if (name !== null && sheetNames.test(name)) return 'file';
  if (name !== null && /\.zip$/i.test(name)) return 'zip';
  if (sheetTypes.test(type)) return 'file';
  if (zipTypes.test(type)) return 'zip';
  if (type === 'text/plain' || /\.txt$/i.test(name ?? '')) {
    if (name === null) return 'text';
    // Mail servers hang disclaimers on as text files.
    return looksLikeTable(bytes, 'some') ? 'file' : 'nothing';
  }
  if (type === 'text/html' || type.startsWith('multipart/')) return 'nothing';
  if (anonymousTypes.test(type)) return kindOfContent(leaf);
  return isInline || isFurniture(type) ? 'nothing' : 'part_not_sales';
}

/** Images in the text, signatures, calendars, receipts of delivery. */
function isFurniture(type: string): boolean {
  return /^(image\/|message\/|text\/(calendar|x?-?vcard|rfc822-headers)|application\/(pkcs7|x-pkcs7|pgp|ics))/.test(
    type,
  );
}

function kindOfContent({ name, bytes }: Leaf): Judgement {
  if (bytes.length === 0) return name === null ? 'nothing' : 'part_empty';
  const start = bytes.subarray(0, 4).toString('latin1');
  if (start === 'PK\x03\x04') return bytes.includes('[Content_Types].xml') ? 'file' : 'zip';
  if (start === '\xd0\xcf\x11\xe0') return 'file';
  const hasKnownName = /\.(pdf|png|jpe?g|gif|docx?|pptx?|html?|exe|js|rar|7z|gz)$/i.test(
    name ?? '',
  );
  return !hasKnownName && looksLikeTable(bytes, 'some') ? 'file' : 'part_not_sales';
}
