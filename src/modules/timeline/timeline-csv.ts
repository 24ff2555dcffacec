import { instantToWall } from '#kernel/business-day.ts';
import type { CsvCell, CsvRow } from '#kernel/csv.ts';
import type { Language } from '#kernel/localized.ts';
import { presentTimeline } from './present-timeline.ts';
import type { TimelineRow } from './timeline.store.ts';

export const timelineCsvHeader: Readonly<Record<Language, readonly string[]>> = {
  en: [
    ...['Time at the venue', 'Time (UTC)', 'Type', 'Nickname', 'Kind', 'Event', 'Who', 'What'],
    ...['Location', 'Asked for, from', 'Asked for, to', 'Seconds'],
    ...['New', 'Changed', 'Gone', 'Unchanged', 'Set aside', 'Error'],
  ],
  fr: [
    ...['Heure du lieu', 'Heure (UTC)', 'Type', 'Surnom', 'Genre', 'Événement', 'Qui', 'Quoi'],
    ...['Emplacement', 'Demandé, de', 'Demandé, à', 'Secondes'],
    ...['Nouvelles', 'Modifiées', 'Disparues', 'Inchangées', 'Mises de côté', 'Erreur'],
  ],
};

/** One event as a row; times of the venue beside UTC. */
export function timelineCsvRow(
  row: TimelineRow,
  reader: { language: Language; timeZone: string },
): CsvRow {
  const { at, kind, name, actor, text, details } = presentTimeline(row, reader.language);
  const textOf = (key: string): CsvCell => {
    const value = details[key];
    return typeof value === 'string' ? value : null;
  };
  const countOf = (key: string): CsvCell => {
    const value = details[key];
    return typeof value === 'number' ? value : null;
  };
  const { durationMs } = details;
  const { message } = (details.problem ?? {}) as { message?: unknown };
  return [
    ...[instantToWall(row.at.getTime(), reader.timeZone).replace('T', ' '), at],
    ...[textOf('providerName'), textOf('nickname'), kind, name],
    ...[actor.name ?? 'Tillbridge', text, textOf('location')],
    ...[textOf('windowFrom'), textOf('windowTo')],
    typeof durationMs === 'number' ? durationMs / 1000 : null,
    ...[countOf('ordersNew'), countOf('ordersChanged'), countOf('ordersGone')],
    ...[countOf('ordersUnchanged'), countOf('ordersQuarantined')],
    typeof message === 'string' ? message : null,
  ];
}

/** What stands below an export that stopped at its bound. */
export function timelineCsvCut(rowsMax: number, language: Language): CsvRow {
  const text = {
    en: `Older events are left out: an export holds ${rowsMax} lines. Choose fewer days.`,
    fr: `Les événements plus anciens sont omis : un export contient ${rowsMax} lignes. Choisissez moins de jours.`,
  };
  return [text[language]];
}
