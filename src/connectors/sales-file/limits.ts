/** How much of a file is looked at. What exceeds this is no sales file a till writes. */
export const limits = {
  fileBytesMax: 25 * 1024 * 1024,
  unpackedBytesMax: 100 * 1024 * 1024,
  /** Files inside a zip, a workbook's own parts included. */
  partsMax: 2000,
  rowsMax: 200_000,
  columnsMax: 200,
  cellCharsMax: 64 * 1024,
  headerCharsMax: 200,
  /** Of the name of an item or a customer; and of codes, categories, tenders and receipts. What is longer is cut. */
  nameCharsMax: 500,
  textCharsMax: 200,
  /** From handing the file to the reading thread until its answer. */
  readMs: 30_000,
  heapMb: 768,
  /** Rows told one by one as left out; the others are counted. */
  skippedMax: 200,
  /** `line_no` of a bill is a small integer. */
  linesPerOrderMax: 20_000,
} as const;
