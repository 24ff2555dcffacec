import { crc32, inflateRawSync } from 'node:zlib';
import type { ReasonCode } from '../reasons.ts';

type ZipCode = Extract<ReasonCode, 'zip_locked' | 'zip_broken' | 'zip_too_large'>;

/** A zip, or one file in it, that cannot be unpacked. */
export class ZipTrouble extends Error {
  override readonly name = 'ZipTrouble';
  readonly code: ZipCode;
  constructor(code: ZipCode) {
    super(code);
    this.code = code;
  }
}

/** One file in a zip, still packed. */
export interface ZipEntry {
  name: string;
  /** As the zip declares; it is held to it. */
  size: number;
  isLocked: boolean;
  method: number;
  crc: number;
  packedSize: number;
  offset: number;
}

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;
const endBytes = 22;
const commentBytesMax = 65_535;

/**
 * The files that a zip's directory lists, without unpacking anything.
 * @throws ZipTrouble when there is no whole directory, or one with more files than `countMax`.
 */
export function listZip(zip: Buffer, countMax: number): ZipEntry[] {
  const end = findEnd(zip);
  const count = zip.readUInt16LE(end + 10);
  if (count > countMax) throw new ZipTrouble('zip_too_large');
  const entries: ZipEntry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== entryMark) {
      throw new ZipTrouble('zip_broken');
    }
    const flags = zip.readUInt16LE(at + 8);
    const nameBytes = zip.readUInt16LE(at + 28);
    const name = zip.subarray(at + 46, at + 46 + nameBytes);
    entries.push({
      name: name.toString((flags & 0x800) === 0 ? 'latin1' : 'utf8'),
      size: zip.readUInt32LE(at + 24),
      isLocked: (flags & 1) === 1,
      method: zip.readUInt16LE(at + 10),
      crc: zip.readUInt32LE(at + 16),
      packedSize: zip.readUInt32LE(at + 20),
      offset: zip.readUInt32LE(at + 42),
    });
    at += 46 + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries.filter((entry) => !entry.name.endsWith('/'));
}

/**
 * One file of a zip. A bomb cannot go off: no more is unpacked than the entry declares.
 * @throws ZipTrouble when it is locked, damaged, larger than declared or than `bytesMax`.
 */
export function unzipEntry(zip: Buffer, entry: ZipEntry, bytesMax: number): Buffer {
  if (entry.isLocked) throw new ZipTrouble('zip_locked');
  if (entry.size > bytesMax) throw new ZipTrouble('zip_too_large');
  const { offset } = entry;
  if (offset + 30 > zip.length || zip.readUInt32LE(offset) !== localMark) {
    throw new ZipTrouble('zip_broken');
  }
  const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
  const packed = zip.subarray(start, start + entry.packedSize);
  const bytes = unpack(packed, entry);
  if (bytes.length !== entry.size || crc32(bytes) !== entry.crc) throw new ZipTrouble('zip_broken');
  return bytes;
}

function unpack(packed: Buffer, { method, size }: ZipEntry): Buffer {
  if (method === 0) return packed;
  if (method !== 8) throw new ZipTrouble('zip_broken');
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  } catch {
    throw new ZipTrouble('zip_broken');
  }
}

/** The directory's end stands last, but for a comment. */
function findEnd(zip: Buffer): number {
  const lowest = Math.max(0, zip.length - endBytes - commentBytesMax);
  for (let at = zip.length - endBytes; at >= lowest; at--) {
    if (zip.readUInt32LE(at) === endMark) return at;
  }
  throw new ZipTrouble('zip_broken');
}
