import type { Integration, Problem, Run } from '../../api/integration.types.ts';

/**
 * What somebody who helps needs to know, as text for a mail. Only facts named here go in: an
 * identity and a label of a till, never a credential. In English and UTC, whoever copies it.
 */
export function diagnosticText(of: {
  integration: Integration;
  runs: readonly Run[];
  nowMs: number;
  origin: string;
}): string {
  const { integration, runs } = of;
  const { statusReason: reason, backfill } = integration;
  return [
    `Tillbridge diagnostic, ${new Date(of.nowMs).toISOString()}, ${of.origin}`,
    `Integration: ${integration.id}`,
    `Venue: ${integration.venueId}`,
    `Type: ${integration.provider}${integration.nickname ? `, nickname ${integration.nickname}` : ''}`,
    `Active: ${integration.active ? 'yes' : `no, since ${integration.deactivatedAt ?? '?'}`}`,
    `Status: ${integration.status}, since ${integration.statusChangedAt ?? '?'}`,
    ...(reason
      ? [
          `Reason: ${problemLine(reason)}`,
          `Failing since: ${reason.since ?? '?'}, ${reason.failureCount} failed, ${reason.attemptsLeft ?? 'no'} attempts left`,
        ]
      : []),
    `Last sales check: ${integration.lastSalesCheckAt ?? 'never'}`,
    `Last sale imported: ${integration.lastSaleImportedAt ?? 'never'}`,
    `Next check: ${integration.nextCheckAt ?? 'none'}, every ${integration.schedule.everyMinutes} min`,
    `Include modifiers: ${integration.settings.includeModifiers ? 'yes' : 'no'}`,
    ...(backfill
      ? [
          `History import: ${backfill.state}, ${backfill.percent} %, ${backfill.ordersImported} orders, from ${backfill.from ?? '?'}, reached ${backfill.reachedDate ?? '-'}`,
        ]
      : []),
    ...integration.locations.map(
      ({ id, label, identity, checkpointAt, lastProblem }) =>
        `Location ${id}: ${label} (${identity}), read up to ${checkpointAt ?? '-'}${lastProblem ? `, ${problemLine(lastProblem)}` : ''}`,
    ),
    ...(runs.length > 0 ? ['Last runs:'] : []),
    ...runs.map(runLine),
  ].join('\n');
}

const problemLine = ({ kind, code, message }: Problem): string => `${kind} ${code}: ${message}`;

function runLine(run: Run): string {
  const { ordersNew, ordersChanged, ordersGone, ordersUnchanged, ordersQuarantined } = run;
  return [
    `- ${run.startedAt ?? '?'} ${run.kind} by ${run.trigger}: ${run.state}`,
    `window ${run.windowFrom ?? '?'} to ${run.windowTo ?? '?'}`,
    `new ${ordersNew}, changed ${ordersChanged}, gone ${ordersGone}, unchanged ${ordersUnchanged}, set aside ${ordersQuarantined}`,
    `until ${run.finishedAt ?? '-'}`,
    ...(run.problem ? [problemLine(run.problem)] : []),
    `run ${run.id}`,
  ].join('; ');
}
