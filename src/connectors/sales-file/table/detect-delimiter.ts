import { readBeginning } from './read-delimited.ts';
import { UnreadableFile } from './table.ts';

const CANDIDATES = [',', ';', '\t', '|'] as const;
/** Seen now and then; they also stand inside times and texts, so the first row must show them. */
const ODD_CANDIDATES = ['\u001f', ':', '~', '^'] as const;
const SAMPLE_ROWS = 60;
/** Enough of the beginning to hold the sampled rows; what is cut is the last row. */
const SAMPLE_CHARS = 256 * 1024;

/**
 * Which character parts the cells of a text, and where the table begins: after a spreadsheet's
 * `sep=;` line, which decides by itself. Otherwise the candidate that cuts most rows into the same
 * number of cells; a comma where nothing parts anything, which is a table of one column.
 */
export function detectDelimiter(text: string): { delimiter: string; start: number } {
  const told = /^"?sep=([^"\r\n])"?(?:\r\n|\r|\n|$)/i.exec(text.slice(0, 20));
  if (told) return { delimiter: told[1] as string, start: told[0].length };
  let best = { delimiter: ',', score: 0 };
  const sample = text.length > SAMPLE_CHARS ? text.slice(0, SAMPLE_CHARS) : text;
  const isCut = sample.length < text.length;
  // Commas that all stand between digits are decimal ones, if anything else parts the cells.
  const hasDecimalCommas = !/(?<!\d),|,(?!\d)/.test(sample);
  for (const delimiter of CANDIDATES) {
    const score = scoreOf(sample, delimiter, isCut);
    const isTie = score === best.score && score > 0;
    if (score > best.score || (isTie && best.delimiter === ',' && hasDecimalCommas))
      best = { delimiter, score };
  }
  if (best.score > 0) return { delimiter: best.delimiter, start: 0 };
  const firstLine = sample.trimStart().split(/[\r\n]/, 1)[0] ?? '';
  for (const delimiter of ODD_CANDIDATES) {
    const score = firstLine.includes(delimiter) ? scoreOf(sample, delimiter, isCut) : 0;
    if (score > best.score) best = { delimiter, score };
  }
  return { delimiter: best.delimiter, start: 0 };
}

/** Share of rows as wide as most rows, times how much that width tells. */
function scoreOf(sample: string, delimiter: string, isCut: boolean): number {
  if (!sample.includes(delimiter)) return 0;
  const rows = sampleRows(sample, delimiter, isCut);
  if (rows === null) return 0;
  const counts = new Map<number, number>();
  for (const row of rows) {
    if (row.length > 1) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  }
  const filled = rows.filter((row) => row.length > 1 || row[0] !== '').length;
  let score = 0;
  for (const [width, count] of counts) {
    score = Math.max(score, (count / filled) ** 2 * Math.min(4, Math.log2(width) + 1));
  }
  return score;
}

/** The first rows; null when this delimiter cannot be the one. */
function sampleRows(sample: string, delimiter: string, isCut: boolean): string[][] | null {
  try {
    const rows = readBeginning(sample, delimiter, SAMPLE_ROWS);
    return isCut && rows.length < SAMPLE_ROWS ? rows.slice(0, -1) : rows;
  } catch (error) {
    if (error instanceof UnreadableFile) return null;
    throw error;
  }
}
