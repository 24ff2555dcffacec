import { z } from 'zod';
import { addDays, dayStartMs, daysBetween } from '#kernel/business-day.ts';
import { Refusal } from '#kernel/errors.ts';
import { dateSchema, idSchema } from '#modules/tenancy/index.ts';
import { systemPerson, type TimelineFilter, timelineKinds } from '#modules/timeline/index.ts';

const fields = {
  kind: z.enum(timelineKinds).optional().describe('All kinds when absent'),
  person: z
    .union([z.literal(systemPerson), z.string().min(1).max(200)])
    .optional()
    .describe('`system`, or the id of a person or an API key'),
  from: dateSchema.optional().describe('First calendar day at the venue'),
  to: dateSchema.optional().describe('Last calendar day at the venue'),
};

/** What a timeline may be narrowed to. */
export const integrationHistoryQuery = z.object(fields);
export const venueHistoryQuery = z.object({
  ...fields,
  integration: idSchema.optional().describe('Of this integration alone'),
});

/**
 * The query as the stores take it; days are the venue's calendar days.
 * @throws Refusal 422 `range_invalid` when the first day comes after the last.
 */
export function toHistoryFilter(
  query: z.output<typeof integrationHistoryQuery>,
  timeZone: string,
): TimelineFilter {
  const { kind = null, person = null, from, to } = query;
  if (from !== undefined && to !== undefined && daysBetween(from, to) < 0) throw rangeInvalid();
  const rule = { timeZone, cutoff: '00:00' };
  return {
    ...{ kind, person },
    fromMs: from === undefined ? null : dayStartMs(from, rule),
    toMs: to === undefined ? null : dayStartMs(addDays(to, 1), rule),
  };
}

function rangeInvalid(): Refusal {
  return new Refusal({
    code: 'range_invalid',
    status: 422,
    detail: {
      en: 'Choose a first day that is not after the last one.',
      fr: 'Choisissez un premier jour qui ne suit pas le dernier.',
    },
    errors: [{ path: 'from', message: '' }],
  });
}
