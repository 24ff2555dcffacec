import type { ConnectorDescription } from '#connectors/contract.ts';
import type { EpochMs } from '#kernel/clock.ts';
import type { Language } from '#kernel/localized.ts';
import { showIntegrations, type Vendors } from '#modules/integrations/index.ts';
import { getVenue, type Venue } from '#modules/tenancy/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { chooseLink, type ShownLink, toLinkFacts } from './link-facts.ts';
import { countPosItems, listMarks, listVenuesOnTheirWay } from './mark.store.ts';
import { providerUnknown } from './refusals.ts';
import { isFinished, type JudgedStep, judgeSteps, type Mark, type StepFacts } from './steps.ts';

export interface OnboardingDeps {
  vendors: Vendors;
}

/** Who asks, and when. */
interface Reader {
  companyId: string;
  language: Language;
  nowMs: EpochMs;
}

/** A venue's list with all that is known of it. */
export interface Onboarding {
  venue: Venue;
  describe: ConnectorDescription;
  /** Null while nothing is connected. */
  link: ShownLink | null;
  facts: StepFacts;
  steps: JudgedStep[];
  marks: readonly Mark[];
  isFinished: boolean;
  isDismissed: boolean;
  posItemCount: number;
}

/**
 * The list of a provider; without one, of the till that is connected, else of the first kind of
 * till that has to be asked for.
 * @throws Refusal 404 `venue_not_found`, 422 `provider_unknown`.
 */
export async function getOnboarding(
  tx: Tx,
  deps: OnboardingDeps,
  wanted: Reader & { venueId: string; provider: string | undefined },
): Promise<Onboarding> {
  const venue = await getVenue(tx, wanted.venueId);
  const links = await showIntegrations(tx, deps, {
    ...{ companyId: wanted.companyId, venueId: venue.venueId, isActive: true },
    ...{ language: wanted.language, nowMs: wanted.nowMs },
  });
  const describe = chooseDescription(deps, { provider: wanted.provider, links });
  const marks = await listMarks(tx, { venueId: venue.venueId, provider: describe.id });
  const link = chooseLink(links.filter(({ provider }) => provider === describe.id));
  const facts: StepFacts = {
    onboarding: describe.onboarding ?? null,
    hasKeys: describe.credentialFields.length > 0,
    marks,
    link: link && toLinkFacts(link),
    nowMs: wanted.nowMs,
  };
  return {
    ...{ venue, describe, link, facts, marks },
    steps: judgeSteps(facts),
    isFinished: isFinished(facts),
    isDismissed: marks.some((mark) => mark.step === 'dismissed' && mark.isDone),
    posItemCount: await countPosItems(tx, venue.venueId),
  };
}

/** Nobody reads more lists than that on one page. */
const venuesMax = 50;

/** The lists of all venues that are still on their way and not put away, oldest venue first. */
export async function listOnboardings(
  tx: Tx,
  deps: OnboardingDeps,
  reader: Reader,
): Promise<Onboarding[]> {
  const lists: Onboarding[] = [];
  for (const venueId of await listVenuesOnTheirWay(tx, venuesMax)) {
    lists.push(await getOnboarding(tx, deps, { ...reader, venueId, provider: undefined }));
  }
  return lists.filter((list) => !list.isFinished);
}

/** @throws Refusal 422 `provider_unknown`. */
function chooseDescription(
  { vendors }: OnboardingDeps,
  from: { provider: string | undefined; links: readonly ShownLink[] },
): ConnectorDescription {
  const offered = vendors.list().map(({ describe }) => describe);
  const provider = from.provider ?? chooseLink(from.links)?.provider;
  const chosen =
    provider === undefined
      ? (offered.find(({ onboarding }) => onboarding !== undefined) ?? offered[0])
      : offered.find(({ id }) => id === provider);
  if (!chosen) throw providerUnknown();
  return chosen;
}
