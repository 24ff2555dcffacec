/** The one sentence of SQL the simulated Cluster service understands. */
import { isDate } from '../wall-time.ts';

export interface SalesQuery {
  /** 'YYYY-MM-DDTHH:MM:SS', inclusive. */
  startWall: string;
  /** Inclusive; a date-only end means midnight of that date and so loses the day. */
  endWall: string;
}

const SENTENCE =
  /^SELECT \* FROM orders WHERE Date >= '(\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}:\d{2})?)' AND Date <= '(\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}:\d{2})?)' ORDER BY Date DESC$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

/** Reads the sentence; null for anything else, however similar. Runs of white space count as one space. */
export function parseSalesQuery(text: string): SalesQuery | null {
  if (text.length > 500) {
    return null;
  }
  const match = SENTENCE.exec(text.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, ''));
  const startWall = wallOf(match?.[1]);
  const endWall = wallOf(match?.[2]);
  return startWall === null || endWall === null ? null : { startWall, endWall };
}

function wallOf(text: string | undefined): string | null {
  if (text === undefined || !isDate(text.slice(0, 10))) {
    return null;
  }
  const time = text.slice(11) || '00:00:00';
  return TIME.test(time) ? `${text.slice(0, 10)}T${time}` : null;
}
