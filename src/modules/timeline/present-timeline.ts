import { z } from 'zod';
import type { Language } from '#kernel/localized.ts';
import { idSchema, instantSchema } from '#modules/tenancy/index.ts';
import { eventText } from './event-texts.ts';
import type { TimelineRow } from './timeline.store.ts';
import { kindOf, kindOfRun, type TimelineKind, timelineKinds } from './timeline-filter.ts';

export const timelineItemSchema = z
  .object({
    id: idSchema,
    at: instantSchema,
    name: z.string().describe('noun.past_verb; branch on this'),
    kind: z.enum(timelineKinds).nullable().describe('As in the filter `kind`'),
    integrationId: idSchema.nullable(),
    actor: z.object({
      kind: z.enum(['system', 'user', 'api_key']),
      name: z.string().nullable(),
    }),
    text: z.string().describe('One sentence in the language asked for'),
    details: z.record(z.string(), z.unknown()).describe('The facts behind the sentence'),
  })
  .meta({ id: 'TimelineEvent' });

/** A timeline event as the API shows it: its sentence, and its facts in the reader's language. */
export function presentTimeline(row: TimelineRow, language: Language) {
  const { actor, details } = row;
  return {
    id: row.event_id,
    at: row.at.toISOString(),
    name: row.name,
    kind: kindOfRow(row),
    integrationId: row.integration_id,
    actor: { kind: actor.kind, name: actor.kind === 'system' ? null : actor.name },
    text: eventText(row.name, { actor, details }, language),
    details: localize(details, language) as Record<string, unknown>,
  };
}

/** A check that reads history belongs to the import, one that reads a file to the files. */
function kindOfRow({ name, details }: TimelineRow): TimelineKind | null {
  if (!name.startsWith('check.')) return kindOf(name);
  return kindOfRun(String(details.runKind));
}

/** The value with every text in two languages replaced by the reader's. */
function localize(value: unknown, language: Language): unknown {
  if (Array.isArray(value)) return value.map((each) => localize(each, language));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value);
  const isLocalized = members.length === 2 && 'en' in value && 'fr' in value;
  if (isLocalized) return (value as Record<string, unknown>)[language];
  return Object.fromEntries(members.map(([name, each]) => [name, localize(each, language)]));
}
