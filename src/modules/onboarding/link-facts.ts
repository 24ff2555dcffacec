import type { ProblemKind } from '#connectors/contract.ts';
import type { showIntegrations } from '#modules/integrations/index.ts';
import type { LinkFacts } from './steps.ts';

export type ShownLink = Awaited<ReturnType<typeof showIntegrations>>[number];

/** Only new credentials, or a word with the vendor, help against these. */
const refusals: readonly ProblemKind[] = ['auth', 'permission', 'config', 'not_activated'];

type Trouble = Pick<NonNullable<ShownLink['statusReason']>, 'kind' | 'code' | 'message'>;

/** What a step of the list says that went wrong; null when nothing did. */
export function findTrouble({ statusReason, locations }: ShownLink): Trouble | null {
  const troubles = [statusReason, ...locations.map((location) => location.lastProblem)];
  const present = troubles.filter((trouble) => trouble !== null);
  const { kind, code, message } = present.find(isRefusal) ?? present[0] ?? {};
  return kind === undefined || code === undefined || message === undefined
    ? null
    : { kind, code, message };
}

const isRefusal = ({ kind }: Trouble): boolean => refusals.some((refusal) => refusal === kind);

export function toLinkFacts(link: ShownLink): LinkFacts {
  const trouble = findTrouble(link);
  return {
    isRefused: trouble !== null && isRefusal(trouble),
    isFailing: link.status === 'Failed' || link.status === 'CalledOff',
    import: importOf(link),
  };
}

function importOf({ backfill, status, lastSaleImportedAt }: ShownLink): LinkFacts['import'] {
  if (backfill.state === 'failed' || backfill.state === 'cancelled') return 'stopped';
  // A short history has nothing to import besides what the first check reads.
  const wasRead = status === 'Healthy' || lastSaleImportedAt !== null;
  return backfill.state === 'done' && wasRead ? 'done' : 'running';
}

/** Which of a venue's links its list follows: one that got there, else the newest. */
export function chooseLink(links: readonly ShownLink[]): ShownLink | null {
  const finished = links.find((link) => importOf(link) === 'done');
  return finished ?? links.at(-1) ?? null;
}
