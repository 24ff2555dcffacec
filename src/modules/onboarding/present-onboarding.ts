import type { ConnectorDescription } from '#connectors/contract.ts';
import type { Language } from '#kernel/localized.ts';
import type { Onboarding } from './get-onboarding.ts';
import { findTrouble } from './link-facts.ts';
import type { OnboardingView } from './schemas.ts';
import { askAgainMs, type JudgedStep, type Mark, personSteps, waitingSinceMs } from './steps.ts';

/** Share of the revenue that has to be mapped before variance can be believed. */
const mappedPercentTarget = 80;

/** A venue's list as the API shows it. */
export function presentOnboarding(list: Onboarding, language: Language): OnboardingView {
  const { venue, describe, link } = list;
  return {
    venueId: venue.venueId,
    provider: describe.id,
    providerName: describe.name[language],
    integrationId: link?.id ?? null,
    finished: list.isFinished,
    dismissed: list.isDismissed,
    steps: list.steps.map((judged) => presentStep(judged, describe, language)),
    request: presentRequest(list, language),
    wait: presentWait(list, language),
    trouble: link && findTrouble(link),
    import: link?.backfill ?? null,
    mapping: {
      targetPercent: mappedPercentTarget,
      mappedPercent: null,
      posItems: list.posItemCount,
    },
  };
}

function presentStep(
  { step, state, mark }: JudgedStep,
  { onboarding }: ConnectorDescription,
  language: Language,
): OnboardingView['steps'][number] {
  const help = {
    request_access: onboarding?.request.help,
    pay_fee: onboarding?.fee,
    wait: onboarding?.activation.help,
    keys: onboarding?.credentials,
    verify: null,
    first_import: null,
    map_revenue: null,
  }[step];
  const isPersons = personSteps.some((one) => one === step);
  return {
    ...{ step, state },
    tickedBy: isPersons ? 'person' : 'itself',
    mark: mark && presentMark(mark),
    help: help?.[language] ?? null,
  };
}

function presentMark({ isDone, atMs, actor }: Mark) {
  const by = actor.kind === 'system' ? 'Tillbridge' : actor.name;
  return { done: isDone, at: new Date(atMs).toISOString(), by };
}

/** Once there is a link, its tills are those the mails are about. */
function presentRequest(
  { describe, marks, link }: Onboarding,
  language: Language,
): OnboardingView['request'] {
  const { onboarding, credentialFields } = describe;
  if (!onboarding) return null;
  const { to, subject, body } = onboarding.request;
  const { identity } = onboarding;
  const field = credentialFields.find(({ name }) => name === identity.field);
  const named = marks.find((mark) => mark.step === 'request_access')?.identities ?? [];
  return {
    to,
    subject: subject[language],
    body: body[language],
    identityLabel: field?.label[language] ?? identity.field,
    identityHelp: identity.help[language],
    identities: link?.locations.map((location) => location.identity) ?? named,
  };
}

function presentWait({ facts, describe }: Onboarding, language: Language): OnboardingView['wait'] {
  const activation = describe.onboarding?.activation;
  if (!activation) return null;
  const { hoursMin, hoursMax, reminder } = activation;
  const sinceMs = waitingSinceMs(facts);
  return {
    ...{ hoursMin, hoursMax },
    since: sinceMs === null ? null : new Date(sinceMs).toISOString(),
    askAgainAt: sinceMs === null ? null : new Date(askAgainMs(sinceMs, hoursMax)).toISOString(),
    reminder: { subject: reminder.subject[language], body: reminder.body[language] },
  };
}
