import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Refusal } from '#kernel/errors.ts';
import type { Localized } from '#kernel/localized.ts';
import { idSchema, transactionRoute } from '#modules/tenancy/index.ts';
import { noticeKinds } from './notice.store.ts';
import { findReader, findUnknownVenues, savePreferences } from './preferences.store.ts';
import { gatherMinutesMax, isOfSomeVenue } from './preferences.ts';

const timeSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .meta({ example: '22:00' });

const sameTime: Localized = {
  en: 'Quiet hours begin and end at the same time: choose another end, or switch them off.',
  fr: 'Les heures calmes commencent et finissent à la même heure : choisissez une autre fin, ou désactivez-les.',
};

const nobodyTold: Localized = {
  en: 'Nobody would be told: choose at least one venue, or untick what you do not want to be told.',
  fr: 'Personne ne serait prévenu : choisissez au moins un lieu, ou décochez ce que vous ne voulez pas savoir.',
};

const preferencesSchema = z
  .strictObject({
    kinds: z.array(z.enum(noticeKinds)).max(noticeKinds.length),
    venueIds: z
      .array(idSchema)
      .max(1000)
      .nullable()
      .describe('Null: all venues, those to come included'),
    language: z.enum(['en', 'fr']).nullable().describe('Null: both, one below the other'),
    quietHours: z
      .strictObject({ from: timeSchema, to: timeSchema.meta({ example: '07:00' }) })
      .refine(({ from, to }) => from !== to, { path: ['to'], params: { text: sameTime } })
      .nullable()
      .describe('Wall times of the venue a notice is about; may span midnight'),
    gatherMinutes: z
      .int()
      .min(0)
      .max(gatherMinutesMax)
      .describe('How long the first notice waits for others, to go out in one mail'),
  })
  .meta({ id: 'NoticePreferences' });

/** What may be chosen now; older versions stored notices of no venue at all, too. */
const choiceSchema = preferencesSchema.refine(isOfSomeVenue, {
  path: ['venueIds'],
  params: { text: nobodyTold },
});

const url = '/api/v1/me/notice-preferences';

export function preferenceRoutes(app: FastifyInstance): void {
  transactionRoute(app, {
    method: 'GET',
    url,
    scope: 'any',
    tag: 'Notices',
    summary: 'How the caller wants to be told of troubles',
    reply: z.object({
      preferences: preferencesSchema.nullable().describe('Null for API keys, which are not told'),
    }),
    async handler(_request, { actor, tx }) {
      if (actor.person === null) return { preferences: null };
      const reader = await findReader(tx, actor.companyId, actor.person.id);
      return { preferences: reader?.preferences ?? null };
    },
  });

  transactionRoute(app, {
    method: 'PUT',
    url,
    scope: 'any',
    tag: 'Notices',
    summary: 'Choose how to be told',
    description:
      'Everybody who is signed in, for themselves. `webhook_disabled` is told to owners alone.',
    body: choiceSchema,
    reply: z.object({ preferences: preferencesSchema }),
    async handler({ body: preferences }, { actor: { person, companyId }, tx }) {
      if (person === null) throw personNeeded();
      const { venueIds } = preferences;
      const unknown = await findUnknownVenues(tx, companyId, venueIds ?? []);
      if (venueIds !== null && unknown.length > 0) {
        throw venueUnknown(venueIds.indexOf(unknown[0] ?? ''));
      }
      const nowMs = app.kit.clock.now();
      await savePreferences(tx, { companyId, userId: person.id, preferences, nowMs });
      return { preferences };
    },
  });
}

function personNeeded(): Refusal {
  return new Refusal({
    code: 'person_needed',
    status: 403,
    detail: {
      en: 'Only a person is sent notices. Sign in instead of using an API key.',
      fr: 'Seule une personne reçoit des avis. Connectez-vous au lieu d’utiliser une clé API.',
    },
  });
}

function venueUnknown(index: number): Refusal {
  return new Refusal({
    code: 'venue_not_found',
    status: 422,
    detail: {
      en: 'One of these venues does not exist in this company. Leave it out.',
      fr: 'L’un de ces lieux n’existe pas dans cette entreprise. Retirez-le.',
    },
    errors: [{ path: `venueIds.${index}`, message: '' }],
  });
}
