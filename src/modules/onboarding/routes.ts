import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Language } from '#kernel/localized.ts';
import type { IntegrationDeps } from '#modules/integrations/index.ts';
import { type Actor, transactionRoute } from '#modules/tenancy/index.ts';
import { toTimelineActor } from '#modules/timeline/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { getOnboarding, listOnboardings, type Onboarding } from './get-onboarding.ts';
import { markDismissed, markStep } from './mark-step.ts';
import { presentOnboarding } from './present-onboarding.ts';
import {
  dismissedBody,
  onboardingSchema,
  providerQuery,
  stepBody,
  stepParams,
  venueParams,
} from './schemas.ts';

type OnboardingRouteDeps = Pick<IntegrationDeps, 'vendors' | 'clock' | 'notify'>;

const tag = 'Onboarding';
const url = '/api/v1/venues/:venueId/onboarding';

/** The way to a venue's first import, as a list that can be left and taken up again. */
export function onboardingRoutes(deps: OnboardingRouteDeps): (app: FastifyInstance) => void {
  return (app) => {
    readRoutes(app, deps);
    writeRoutes(app, deps);
  };
}

function readRoutes(app: FastifyInstance, deps: OnboardingRouteDeps): void {
  const scope = 'integrations:read';
  transactionRoute(app, {
    method: 'GET',
    url: '/api/v1/onboarding',
    ...{ scope, tag },
    summary: 'List the venues on their way to a first import, oldest first',
    description: 'Without those whose list was put away; at most 50.',
    reply: z.object({ items: z.array(onboardingSchema) }),
    async handler(_request, { tx, actor, language }) {
      const reader = readerOf(deps, { actor, language });
      const lists = await listOnboardings(tx, deps, reader);
      return { items: lists.map((list) => presentOnboarding(list, language)) };
    },
  });

  transactionRoute(app, {
    method: 'GET',
    url,
    ...{ scope, tag },
    summary: 'Read what is done and what is to be done until a venue’s first import',
    params: venueParams,
    query: providerQuery,
    reply: onboardingSchema,
    async handler({ params, query }, { tx, actor, language }) {
      const reader = readerOf(deps, { actor, language });
      const wanted = { ...reader, ...params, provider: query.provider };
      const list = await getOnboarding(tx, deps, wanted);
      return presentOnboarding(list, language);
    },
  });
}

function writeRoutes(app: FastifyInstance, deps: OnboardingRouteDeps): void {
  const scope = 'integrations:write';
  transactionRoute(app, {
    method: 'PUT',
    url: `${url}/steps/:step`,
    ...{ scope, tag },
    summary: 'Tick a step that only people know, or take that back',
    description: 'Who said so, and when, is kept. Saying the same again changes nothing.',
    params: stepParams,
    query: providerQuery,
    body: stepBody,
    reply: onboardingSchema,
    async handler({ params, query, body }, { tx, actor, language }) {
      const { step, venueId } = params;
      const reader = readerOf(deps, { actor, language });
      const wanted = { ...reader, venueId, provider: query.provider };
      const said = { actor: toTimelineActor(actor), nowMs: reader.nowMs, isDone: body.done };
      const { identities } = body;
      const list = await getOnboarding(tx, deps, wanted);
      const isChanged = await markStep(tx, list, { ...said, step, identities });
      if (isChanged) await tellChange(tx, deps, { list, actor });
      return presentOnboarding(await getOnboarding(tx, deps, wanted), language);
    },
  });

  transactionRoute(app, {
    method: 'PUT',
    url,
    ...{ scope, tag },
    summary: 'Put a venue’s list away, or take it out again',
    params: venueParams,
    query: providerQuery,
    body: dismissedBody,
    reply: onboardingSchema,
    async handler({ params, query, body }, { tx, actor, language }) {
      const reader = readerOf(deps, { actor, language });
      const wanted = { ...reader, ...params, provider: query.provider };
      const said = { actor: toTimelineActor(actor), nowMs: reader.nowMs, isDone: body.dismissed };
      const list = await getOnboarding(tx, deps, wanted);
      const isChanged = await markDismissed(tx, list, said);
      if (isChanged) await tellChange(tx, deps, { list, actor });
      return presentOnboarding(await getOnboarding(tx, deps, wanted), language);
    },
  });
}

function readerOf({ clock }: OnboardingRouteDeps, by: { actor: Actor; language: Language }) {
  return { companyId: by.actor.companyId, language: by.language, nowMs: clock.now() };
}

/** Open pages read the list again. */
async function tellChange(
  tx: Tx,
  { notify }: OnboardingRouteDeps,
  { list, actor }: { list: Onboarding; actor: Actor },
): Promise<void> {
  const data = { venueId: list.venue.venueId };
  await notify(tx, { companyId: actor.companyId, name: 'onboarding.changed', data });
}
