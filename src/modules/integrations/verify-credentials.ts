import type { Problem } from '#connectors/contract.ts';
import { businessDateOf } from '#kernel/business-day.ts';
import type { Language } from '#kernel/localized.ts';
import { getVenue, type Venue } from '#modules/tenancy/index.ts';
import type { IntegrationDeps } from './deps.ts';
import { type LinkInput, parseLink } from './link-request.ts';
import {
  type CountedElsewhere,
  type LinkedLocation,
  listCountedElsewhere,
} from './location.store.ts';
import { presentProblem } from './present-problem.ts';
import {
  type Attempt,
  countedElsewhereWords,
  linkedWords,
  verificationFailed,
} from './refusals.ts';
import { findLinked } from './require-unlinked.ts';
import { type LocationVerdict, verifyLocations } from './verify-locations.ts';

/** One location's verdict as the API shows it. */
export interface VerifiedLocation {
  label: string;
  ok: boolean;
  newestSaleAt?: string | null;
  note?: string;
  problem?: ReturnType<typeof presentProblem>;
  /** The integration that has this till already, and what that means for adding it. */
  linkedTo?: {
    integrationId: string;
    venueId: string;
    nickname: string | null;
    active: boolean;
    message: string;
  };
  /** That its sales count at another venue already, until when, and what to do about it. */
  countedElsewhere?: string;
}

/**
 * Tries credentials at the vendor without saving anything.
 * @throws Refusal 422 when they cannot even be tried, 404 for another company's venue.
 */
export async function verifyCredentials(
  deps: IntegrationDeps,
  request: LinkInput & { companyId: string; venueId: string },
): Promise<{ ok: boolean; locations: VerifiedLocation[] }> {
  const { companyId, venueId, provider, language } = request;
  const link = parseLink(deps, request);
  const identities = link.locations.map(({ identity }) => identity);
  const wanted = { companyId, venueId, provider };
  const { venue, linked, elsewhere } = await deps.database.withCompany(companyId, async (tx) => ({
    venue: await getVenue(tx, venueId),
    linked: await findLinked(tx, { ...wanted, locations: link.locations }),
    elsewhere: await listCountedElsewhere(tx, { ...wanted, identities }),
  }));
  const verdicts = await verifyLocations(deps, { ...link, timeZone: venue.timeZone });
  const locations = verdicts.map((verdict, index) => {
    const isThis = ({ identity }: { identity: string }) => identity === identities[index];
    return {
      ...presentVerdict(verdict, language),
      ...presentHolder(linked.find(isThis), language),
      ...presentElsewhere(elsewhere.find(isThis), { venue, language }),
    };
  });
  return { ok: locations.every((location) => location.ok), locations };
}

function presentHolder(
  holder: LinkedLocation | undefined,
  language: Language,
): Pick<VerifiedLocation, 'linkedTo'> {
  if (holder === undefined) return {};
  const { integrationId, venueId, nickname, isLive } = holder;
  const message = linkedWords([holder])[language];
  return { linkedTo: { integrationId, venueId, nickname, active: isLive, message } };
}

function presentElsewhere(
  counted: CountedElsewhere | undefined,
  { venue, language }: { venue: Venue; language: Language },
): Pick<VerifiedLocation, 'countedElsewhere'> {
  if (counted === undefined) return {};
  const until = businessDateOf(counted.untilMs - 1, venue);
  return { countedElsewhere: countedElsewhereWords(counted.venueName, until)[language] };
}

/** @throws Refusal 422 `verification_failed` with `locations` unless every till answered well. */
export function requireVerified(
  verdicts: readonly LocationVerdict[],
  language: Language,
  attempt: Attempt = 'save',
): void {
  const problems = problemsOf(verdicts);
  if (problems.length === 0) return;
  throw verificationFailed(
    verdicts.map((verdict) => presentVerdict(verdict, language)),
    problems.map((problem) => problem.message),
    attempt,
  );
}

/** What is wrong with the tills that did not answer well. */
export function problemsOf(verdicts: readonly LocationVerdict[]): Problem[] {
  return verdicts.flatMap(({ verification }) => (verification.ok ? [] : [verification.problem]));
}

function presentVerdict(verdict: LocationVerdict, language: Language): VerifiedLocation {
  const { label, verification } = verdict;
  if (!verification.ok) {
    return { label, ok: false, problem: presentProblem(verification.problem, language) };
  }
  const { newestSaleAtMs, note } = verification;
  const newestSaleAt = newestSaleAtMs === null ? null : new Date(newestSaleAtMs).toISOString();
  return { label, ok: true, newestSaleAt, note: note[language] };
}
