import { mailLimits } from '../mail.ts';
import { judgeLeaf, type Leaf } from './judge-part.ts';
import { looksLikeTable } from './looks-like-table.ts';
import {
  type FoundFile,
  type MessageReading,
  type SkippedPart,
  UnreadableMessage,
} from './message-reading.ts';
import { objectTo } from './object-to-message.ts';
import { openMessage, tidyText } from './open-message.ts';
import { listZip, unzipEntry, ZipTrouble } from './unzip.ts';

/** What is found on the way through a message, and what is left to be found. */
interface Search {
  files: FoundFile[];
  skipped: SkippedPart[];
  texts: Buffer[];
  partCount: number;
  unpackedBytes: number;
}

/**
 * Everything in a message that may hold sales, wherever it is packed: messages inside it and zips
 * are opened. Without an attachment, a text that is nothing but a table counts as one.
 * @param sender of the envelope; null when there was none.
 * @throws UnreadableMessage when it goes beyond a limit: then none of it is to be read.
 */
export async function readMessage(raw: Buffer, sender: string | null): Promise<MessageReading> {
  const message = await openMessage(raw);
  const search: Search = { files: [], skipped: [], texts: [], partCount: 0, unpackedBytes: 0 };
  for (const each of message.leaves) await searchLeaf(search, toLeaf(each), 0);
  if (search.files.length === 0 && search.skipped.length === 0) {
    const table = search.texts.map(withoutSignature).find((text) => looksLikeTable(text, 'whole'));
    if (table) addFile(search, `${message.subject || 'message'}.csv`, table);
  }
  return {
    subject: message.subject,
    objection: objectTo(raw, message, sender),
    files: search.files,
    skipped: search.skipped,
  };
}

type ParsedLeaf = Awaited<ReturnType<typeof openMessage>>['leaves'][number];

function toLeaf({
  filename,
  mimeType,
  disposition,
  related,
  contentId,
  content,
}: ParsedLeaf): Leaf {
  const name = tidyText((filename ?? '').replace(/^.*[\\/]/, ''));
  return {
    name: name === '' ? null : name,
    type: mimeType,
    isInline: disposition === 'inline' || related === true || contentId !== undefined,
    bytes: typeof content === 'string' ? Buffer.from(content) : toBuffer(content),
  };
}

function toBuffer(content: ArrayBuffer | Uint8Array): Buffer {
  return content instanceof Uint8Array
    ? Buffer.from(content.buffer, content.byteOffset, content.byteLength)
    : Buffer.from(content);
}

async function searchLeaf(search: Search, leaf: Leaf, depth: number): Promise<void> {
  countPart(search);
  const judgement = judgeLeaf(leaf, mailLimits.fileBytesMax);
  const { bytes } = leaf;
  const name = leaf.name ?? 'file';
  if (judgement === 'file') addFile(search, leaf.name ?? nameFor(leaf.type), bytes);
  else if (judgement === 'zip') searchZip(search, { name, bytes, depth: 0 });
  else if (judgement === 'message') await searchMessage(search, leaf, depth + 1);
  else if (judgement === 'text') search.texts.push(bytes);
  else if (judgement !== 'nothing') {
    search.skipped.push({ name, size: bytes.length, code: judgement });
  }
}

async function searchMessage(search: Search, leaf: Leaf, depth: number): Promise<void> {
  if (depth > mailLimits.messageDepthMax) {
    const name = leaf.name ?? 'message';
    search.skipped.push({ name, size: leaf.bytes.length, code: 'part_too_deep' });
    return;
  }
  const { leaves } = await openMessage(leaf.bytes);
  for (const each of leaves) await searchLeaf(search, toLeaf(each), depth);
}

function searchZip(search: Search, zip: { name: string; bytes: Buffer; depth: number }): void {
  const { name, bytes, depth } = zip;
  const entries = orSkip(search, zip, () => listZip(bytes, mailLimits.zipEntriesMax)) ?? [];
  for (const entry of entries) {
    const entryName = tidyText(entry.name.replace(/^.*[\\/]/, ''));
    const isHidden = entryName.startsWith('.') || entry.name.startsWith('__MACOSX/');
    if (isHidden || !/\.(csv|tsv|tab|txt|xlsx|xlsm|xls|ods|zip)$/i.test(entryName)) continue;
    countPart(search);
    const rest = mailLimits.unpackedBytesMax - search.unpackedBytes;
    const place = { name: `${name}/${entryName}`, bytes: entry.packedSize };
    const unpacked = orSkip(search, place, () => unzipEntry(bytes, entry, rest));
    if (unpacked === null) continue;
    search.unpackedBytes += unpacked.length;
    takeEntry(search, { name: entryName, bytes: unpacked, depth });
  }
}

function orSkip<T>(
  search: Search,
  { name, bytes }: { name: string; bytes: Buffer | number },
  open: () => T,
): T | null {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof ZipTrouble)) throw error;
    const size = typeof bytes === 'number' ? bytes : bytes.length;
    search.skipped.push({ name, size, code: error.code });
    return null;
  }
}

function countPart(search: Search): void {
  search.partCount += 1;
  if (search.partCount > mailLimits.partsMax) throw new UnreadableMessage('too_complex');
}

function takeEntry(search: Search, entry: { name: string; bytes: Buffer; depth: number }): void {
  const { name, bytes, depth } = entry;
  const leaf = { name, type: '', isInline: false, bytes };
  const judgement = judgeLeaf(leaf, mailLimits.fileBytesMax);
  if (judgement === 'file') addFile(search, name, bytes);
  else if (judgement === 'zip' && depth + 1 < mailLimits.zipDepthMax) {
    searchZip(search, { name, bytes, depth: depth + 1 });
  } else if (judgement === 'zip') {
    search.skipped.push({ name, size: bytes.length, code: 'part_too_deep' });
  } else if (judgement.startsWith('part_')) {
    const code = judgement as SkippedPart['code'];
    search.skipped.push({ name, size: bytes.length, code });
  }
}

function addFile(search: Search, name: string, bytes: Buffer): void {
  if (search.files.length >= mailLimits.filesMax) throw new UnreadableMessage('too_many_files');
  search.files.push({ name, bytes: new Uint8Array(bytes) });
}

function nameFor(type: string): string {
  if (/spreadsheetml/.test(type)) return 'file.xlsx';
  return /excel/.test(type) ? 'file.xls' : 'file.csv';
}

/** What mail programs put under a text. */
function withoutSignature(text: Buffer): Buffer {
  const at = text.indexOf('\n-- \n');
  return at < 0 ? text : text.subarray(0, at + 1);
}
