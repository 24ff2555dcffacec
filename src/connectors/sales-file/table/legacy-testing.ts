/** A workbook of Excel 97 for tests: the smallest container and records that hold one sheet. */

const SECTOR = 512;
/** Shorter streams would live elsewhere in the container. */
const STREAM_MIN = 4096;
const END_OF_CHAIN = 0xfffffffe;
const FREE = 0xffffffff;

/** `date` cells hold a spreadsheet's serial. */
export type LegacyCell = string | number | { date: number };

export function writeXls(rows: readonly LegacyCell[][], options = { isLocked: false }): Buffer {
  const begin = (kind: number) => record(0x0809, [...u16(0x0600), ...u16(kind), ...zeros(12)]);
  const end = record(0x000a, []);
  const lock = options.isLocked ? [record(0x002f, zeros(54))] : [];
  const formats = [0, 14].map((id) => record(0x00e0, [...u16(0), ...u16(id), ...zeros(16)]));
  const sheetName = 'Sales';
  const before = [begin(0x0005), ...lock, ...formats];
  const nameBytes = [...Buffer.from(sheetName, 'latin1')];
  const bound = (at: number) =>
    record(0x0085, [...u32(at), 0, 0, sheetName.length, 0, ...nameBytes]);
  const start = Buffer.concat([...before, bound(0), end]).length;
  const cells = rows.flatMap((row, at) => row.map((cell, column) => cellRecord(at, column, cell)));
  const stream = Buffer.concat([...before, bound(start), end, begin(0x0010), ...cells, end]);
  const padded = Math.max(STREAM_MIN, Math.ceil(stream.length / SECTOR) * SECTOR);
  return container(Buffer.concat([stream, Buffer.alloc(padded - stream.length)]));
}

function cellRecord(row: number, column: number, cell: LegacyCell): Buffer {
  const place = [...u16(row), ...u16(column)];
  if (typeof cell === 'string') {
    const text = [...Buffer.from(cell, 'utf16le')];
    return record(0x0204, [...place, ...u16(0), ...u16(cell.length), 1, ...text]);
  }
  const number = Buffer.alloc(8);
  number.writeDoubleLE(typeof cell === 'number' ? cell : cell.date);
  return record(0x0203, [...place, ...u16(typeof cell === 'number' ? 0 : 1), ...number]);
}

/** Sector 0 is the table of sectors, 1 the directory, the stream follows. */
function container(stream: Buffer): Buffer {
  const streamSectors = stream.length / SECTOR;
  const head = Buffer.alloc(SECTOR, 0xff);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(head);
  const fields = [
    ...[...zeros(16), ...u16(0x3e), ...u16(3), ...u16(0xfffe), ...u16(9), ...u16(6)],
    ...[...zeros(6), ...u32(0), ...u32(1), ...u32(1), ...u32(0), ...u32(STREAM_MIN)],
    ...[...u32(END_OF_CHAIN), ...u32(0), ...u32(END_OF_CHAIN), ...u32(0), ...u32(0)],
  ];
  Buffer.from(fields).copy(head, 8);
  const table = Buffer.alloc(SECTOR, 0xff);
  table.writeUInt32LE(0xfffffffd, 0);
  table.writeUInt32LE(END_OF_CHAIN, 4);
  for (let at = 0; at < streamSectors; at += 1) {
    table.writeUInt32LE(at === streamSectors - 1 ? END_OF_CHAIN : at + 3, (at + 2) * 4);
  }
  const directory = Buffer.concat([
    entry('Root Entry', { kind: 5, child: 1, start: END_OF_CHAIN, size: 0 }),
    entry('Workbook', { kind: 2, child: FREE, start: 2, size: stream.length }),
    Buffer.alloc(256),
  ]);
  return Buffer.concat([head, table, directory, stream]);
}

function entry(
  name: string,
  { kind, child, start, size }: { kind: number; child: number; start: number; size: number },
): Buffer {
  const bytes = Buffer.alloc(128);
  bytes.write(name, 'utf16le');
  bytes.writeUInt16LE((name.length + 1) * 2, 64);
  bytes.set([kind, 1], 66);
  bytes.writeUInt32LE(FREE, 68);
  bytes.writeUInt32LE(FREE, 72);
  bytes.writeUInt32LE(child, 76);
  bytes.writeUInt32LE(start, 116);
  bytes.writeUInt32LE(size, 120);
  return bytes;
}

function record(id: number, body: readonly number[]): Buffer {
  return Buffer.from([...u16(id), ...u16(body.length), ...body]);
}

function u16(value: number): number[] {
  return [value & 0xff, value >> 8];
}

function u32(value: number): number[] {
  return [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24];
}

function zeros(count: number): number[] {
  return new Array(count).fill(0);
}
