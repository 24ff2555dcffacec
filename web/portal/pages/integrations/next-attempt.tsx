import type { StatusReason } from '../../api/integration.types.ts';
import { type Translate, useText } from '../../i18n/use-text.ts';
import { businessDateAt } from '../../lib/dates.ts';
import type { Formats } from '../../lib/format.ts';
import { Relative, useNow } from '../../shell/relative.tsx';

/** When a failing link is tried again, and how many failures, over how long, call it off. */
export function NextAttempt(props: {
  reason: Pick<
    StatusReason,
    'attemptsLeft' | 'calledOffNotBefore' | 'nextAttemptAt' | 'waitsForRateLimit'
  >;
  timeZone: string | undefined;
}) {
  const { t, format } = useText();
  const nowMs = useNow();
  const { timeZone } = props;
  const { nextAttemptAt, attemptsLeft: count, calledOffNotBefore: bound } = props.reason;
  const tellAt = (at: string) => tellNear(at, { timeZone, nowMs, t, format });
  return (
    <>
      {nextAttemptAt &&
        props.reason.waitsForRateLimit &&
        endOnce(t('integrations.rateLimited', { at: tellAt(nextAttemptAt) }))}
      {nextAttemptAt && !props.reason.waitsForRateLimit && (
        <>
          {t('integrations.nextAttempt')} <Relative at={nextAttemptAt} timeZone={timeZone} />.
        </>
      )}
      {count !== null &&
        (bound !== null && Date.parse(bound) > nowMs ? (
          <> {endOnce(t('integrations.attemptsLeftUntil', { count, at: tellAt(bound) }))}</>
        ) : (
          <> {t('integrations.attemptsLeft', { count })}</>
        ))}
    </>
  );
}

/** A sentence that ends in "a.m." has its full stop already. */
export const endOnce = (sentence: string): string => sentence.replace(/\.\.$/, '.');

/** The wall time at the venue, with the date where it is not today's. */
function tellNear(
  iso: string,
  by: { timeZone: string | undefined; nowMs: number; t: Translate; format: Formats },
): string {
  const { timeZone, nowMs, t, format } = by;
  const dateOf = (ms: number) =>
    timeZone === undefined ? null : businessDateAt({ ms, timeZone, cutoff: '00:00' });
  const isToday = dateOf(Date.parse(iso)) === dateOf(nowMs);
  if (timeZone !== undefined && isToday) return format.time(iso, timeZone);
  return t('integrations.onDate', { at: format.instant(iso, timeZone) });
}
