import type {
  Connector,
  ConnectorContext,
  LocationCredentials,
  Problem,
  Verification,
} from '#connectors/contract.ts';
import type { Localized } from '#kernel/localized.ts';
import type { IntegrationDeps } from './deps.ts';

/** What one till answered to a ping and the smallest read. */
export interface LocationVerdict {
  label: string;
  verification: Verification;
}

const concurrencyMax = 4;
/** People wait for this one, before a browser gives up. */
export const verifyDeadlineMs = 25_000;

type VerifyDeps = Pick<IntegrationDeps, 'vendors' | 'clock' | 'log'>;

interface VerifyRequest {
  connector: Connector;
  locations: readonly LocationCredentials[];
  settings: Record<string, unknown>;
  timeZone: string;
  deadlineMs?: number;
}

/**
 * Asks every till, some at a time, all within one deadline. Answers a verdict per location in the
 * order given, whatever the connector does: its exceptions and silence become problems.
 */
export async function verifyLocations(
  deps: VerifyDeps,
  request: VerifyRequest,
): Promise<LocationVerdict[]> {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), request.deadlineMs ?? verifyDeadlineMs);
  const verdicts: LocationVerdict[] = [];
  const queue = [...request.locations.entries()];
  const takeTurns = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, location] = next;
      const verification = await verifyLocation(deps, request, location, ending.signal);
      verdicts[index] = { label: location.label, verification };
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrencyMax }, takeTurns));
  } finally {
    clearTimeout(timer);
    ending.abort();
  }
  return verdicts;
}

async function verifyLocation(
  deps: VerifyDeps,
  { connector, settings, timeZone }: VerifyRequest,
  location: LocationCredentials,
  signal: AbortSignal,
): Promise<Verification> {
  const { id, name } = connector.describe;
  if (signal.aborted) return tookTooLong(id, name);
  const log = deps.log.child({ provider: id, location: location.label });
  const http = deps.vendors.openHttp(connector, { signal });
  const nowMs = deps.clock.now();
  const context: ConnectorContext<unknown> = {
    ...{ http, nowMs, log, signal, location, settings, timeZone },
  };
  try {
    const verification = await Promise.race([connector.verify(context), whenAborted(signal)]);
    return signal.aborted ? tookTooLong(id, name) : verification;
  } catch (error) {
    if (signal.aborted) return tookTooLong(id, name);
    log.error('verifying a till failed through a mistake of ours', { error });
    return failed({ kind: 'bug', code: `${id}.verify_failed`, message: ourMistake(name) });
  } finally {
    http.close?.();
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(new Error('the deadline is over'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

function tookTooLong(provider: string, name: Localized): Verification {
  return failed({
    kind: 'timeout',
    code: `${provider}.verify_timeout`,
    message: {
      en: `${name.en} did not answer in time. Check that the till and the venue’s internet are on, then try again.`,
      fr: `${name.fr} n’a pas répondu à temps. Vérifiez que la caisse et l’Internet de l’établissement fonctionnent, puis réessayez.`,
    },
  });
}

function ourMistake(name: Localized): Localized {
  return {
    en: `Checking ${name.en} failed through a mistake of ours. Nothing is wrong with what you entered. Tell whoever runs Tillbridge for you.`,
    fr: `La vérification de ${name.fr} a échoué à cause d’une erreur de notre part. Vos valeurs ne sont pas en cause. Prévenez la personne qui gère Tillbridge pour vous.`,
  };
}

function failed(problem: Problem): Verification {
  return { ok: false, problem };
}
