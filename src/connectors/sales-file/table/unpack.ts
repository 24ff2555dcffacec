import { type UnzipFileInfo, unzipSync } from 'fflate';
import { limits } from '../limits.ts';
import { type UnreadableCode, UnreadableFile } from './table.ts';

/** Files inside a zip, by path. */
export type Parts = Record<string, Uint8Array>;

/**
 * What a zip says it holds, without unpacking anything.
 * @throws UnreadableFile `code` when it is cut off or is none; `encrypted` when it needs a password.
 */
export function listParts(bytes: Uint8Array, code: UnreadableCode): UnzipFileInfo[] {
  const infos: UnzipFileInfo[] = [];
  inspect(bytes, code, (info) => {
    infos.push(info);
    if (infos.length > limits.partsMax) throw new UnreadableFile('too_large_unpacked');
    return false;
  });
  if (isLocked(bytes)) throw new UnreadableFile('encrypted');
  return infos;
}

/**
 * Unpacks the wanted files. The sizes a zip declares bound what is unpacked: a part that turns out
 * larger than declared is an error, so a bomb has to say that it is one and is refused before.
 * @throws UnreadableFile beyond the limit, or `code` when it cannot be unpacked.
 */
export function unpack(
  bytes: Uint8Array,
  code: UnreadableCode,
  isWanted: (path: string) => boolean,
): Parts {
  let totalBytes = 0;
  return inspect(bytes, code, (info) => {
    if (!isWanted(info.name)) return false;
    totalBytes += info.originalSize;
    if (totalBytes > limits.unpackedBytesMax) throw new UnreadableFile('too_large_unpacked');
    return true;
  });
}

function inspect(
  bytes: Uint8Array,
  code: UnreadableCode,
  filter: (info: UnzipFileInfo) => boolean,
): Parts {
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile(code);
  }
}

/** Whether the first file is locked: bit 0 of its general purpose flags. */
function isLocked(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[2] === 3 && ((bytes[6] as number) & 1) === 1;
}
