import type { Problem } from '#connectors/contract.ts';
import type { EpochMs } from '#kernel/clock.ts';
import type { Integration } from './integration.ts';
import type { StatusEvent } from './status.ts';

const dayMs = 86_400_000;

/** How long a link that is sent sales files may hear of none. */
export const fileSilence = { remindAfterMs: 15 * dayMs, callOffAfterMs: 30 * dayMs } as const;

/** Nobody is called off without having been reminded this long before. */
const reminderLeadMs = 7 * dayMs;

/** When a link that was reminded is called off, if no file comes. */
export function callOffAtMs(sinceMs: EpochMs, remindedAtMs: EpochMs): EpochMs {
  return Math.max(sinceMs + fileSilence.callOffAfterMs, remindedAtMs + reminderLeadMs);
}

export type SilenceDecision =
  | { kind: 'wait'; untilMs: EpochMs }
  | { kind: 'event'; event: Extract<StatusEvent, { sinceMs: EpochMs }> };

/**
 * What the time since the last file says about a link that is sent files: nothing yet, a reminder
 * half way, or its end. Counted from the last file that was read, or from when the link was made,
 * restored or resumed. Pure.
 */
export function decideSilence(
  integration: Pick<Integration, 'activatedAtMs' | 'lastSalesCheckAtMs' | 'health'>,
  nowMs: EpochMs,
): SilenceDecision {
  const { activatedAtMs, lastSalesCheckAtMs, health } = integration;
  const sinceMs = Math.max(activatedAtMs, lastSalesCheckAtMs ?? 0);
  const remindAtMs = sinceMs + fileSilence.remindAfterMs;
  if (nowMs < remindAtMs) return { kind: 'wait', untilMs: remindAtMs };
  if (health.warnedAtMs === null) {
    return { kind: 'event', event: { name: 'files_awaited', problem: reminder, sinceMs } };
  }
  const endMs = callOffAtMs(sinceMs, health.warnedAtMs);
  if (nowMs < endMs) return { kind: 'wait', untilMs: endMs };
  return { kind: 'event', event: { name: 'files_stopped', problem: stopped, sinceMs } };
}

const reminder: Problem = {
  kind: 'venue_offline',
  code: 'files.awaited',
  message: {
    en: 'No sales file has come for 15 days. Check that the till still sends its report to the address of this integration, or upload the newest file. After 30 days without one the integration is called off; what is stored stays.',
    fr: 'Aucun fichier de ventes n’est arrivé depuis 15 jours. Vérifiez que la caisse envoie encore son rapport à l’adresse de cette intégration, ou téléversez le fichier le plus récent. Après 30 jours sans fichier, l’intégration est suspendue ; ce qui est enregistré reste.',
  },
};

const stopped: Problem = {
  kind: 'venue_offline',
  code: 'files.stopped',
  message: {
    en: 'No sales file has come for 30 days. What is stored stays. Upload a file, or have the till send its report again: the first file that can be read brings the integration back.',
    fr: 'Aucun fichier de ventes n’est arrivé depuis 30 jours. Ce qui est enregistré reste. Téléversez un fichier, ou faites renvoyer le rapport par la caisse : le premier fichier lisible rétablit l’intégration.',
  },
};
