import { cx } from '../../../ui/cx.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { IntegrationStatus, TimelineEvent } from '../../api/integration.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { EventLink } from './event-link.tsx';
import type { TimelineStory } from './fold-troubles.ts';
import { StatusPill } from './status-pill.tsx';

const bad = new Set([
  'integration.failed',
  'integration.called_off',
  'backfill.failed',
  'check.failed',
  'integration.resume_refused',
]);
const odd = new Set([
  'integration.warned',
  'backfill.cancelled',
  'integration.deactivated',
  'file.asking',
  'file.unreadable',
  'mail.set_aside',
  'webhook.disabled',
]);
const good = new Set([
  'integration.became_healthy',
  'integration.recovered',
  'integration.restored',
  'integration.resumed',
  'backfill.finished',
  'file.read',
]);

function dotClass(name: string): string {
  if (bad.has(name)) return 'bg-bad';
  if (odd.has(name)) return 'bg-warn';
  return good.has(name) ? 'bg-good' : 'bg-control';
}

/**
 * One story: its sentence, when, what the check behind it asked for and how long that took, what it
 * did to the status, and the way to what it is about.
 */
export function TimelineRow(props: { story: TimelineStory; venueId: string; timeZone: string }) {
  const { venueId, timeZone } = props;
  const { event, check, status } = props.story;
  return (
    <li className="relative flex gap-3 py-1.5 pl-5">
      <Dot className={dotClass((status ?? event).name)} />
      <div className="min-w-0 flex-1">
        <p className="break-words">{event.text}</p>
        {status && status !== event && status.name !== 'integration.failed' && (
          <p className="break-words">{status.text}</p>
        )}
        {check ? (
          <CheckFacts event={check} timeZone={timeZone} isToldAbove />
        ) : (
          <CheckFacts event={event} timeZone={timeZone} />
        )}
        {status && <StatusChange event={status} />}
        <EventLink event={event} venueId={venueId} />
      </div>
      <EventTime event={event} timeZone={timeZone} />
    </li>
  );
}

/** Checks that found nothing, in one line that opens. */
export function QuietChecks(props: { events: TimelineEvent[]; timeZone: string }) {
  const { t } = useText();
  const { events, timeZone } = props;
  const [newest] = events;
  return (
    <li className="relative py-1.5 pl-5">
      <Dot className="bg-control" />
      <details className="group">
        <summary className="flex list-none gap-3 rounded-sm text-ink-2 hover:text-ink">
          <span className="flex min-w-0 flex-1 items-center gap-1">
            {t('timeline.quiet', { count: events.length })}
            <Icon
              name="chevronRight"
              size={15}
              className="transition-transform group-open:rotate-90"
            />
          </span>
          {newest && <EventTime event={newest} timeZone={timeZone} />}
        </summary>
        <ol className="mt-1">
          {events.map((event) => (
            <li key={event.id} className="flex gap-3 py-1">
              <div className="min-w-0 flex-1">
                <p className="text-sm break-words">{event.text}</p>
                <CheckFacts event={event} timeZone={timeZone} />
              </div>
              <EventTime event={event} timeZone={timeZone} />
            </li>
          ))}
        </ol>
      </details>
    </li>
  );
}

function Dot(props: { className: string }) {
  return (
    <span
      aria-hidden
      className={cx(
        'absolute top-3.5 left-0 size-2 rounded-full ring-3 ring-surface',
        props.className,
      )}
    />
  );
}

function EventTime(props: { event: TimelineEvent; timeZone: string }) {
  const { format } = useText();
  const { at } = props.event;
  return (
    <time
      dateTime={at}
      title={format.instantFull(at, props.timeZone)}
      className="tnum shrink-0 text-sm text-ink-3"
    >
      {format.time(at, props.timeZone)}
    </time>
  );
}

/** The window a check asked for, its duration, and what went wrong. */
function CheckFacts(props: { event: TimelineEvent; timeZone: string; isToldAbove?: boolean }) {
  const { t, format } = useText();
  const { windowFrom, windowTo, durationMs, runKind, problem, location } =
    props.event.details ?? {};
  if (typeof windowFrom !== 'string' || typeof windowTo !== 'string') return null;
  const seconds =
    typeof durationMs === 'number' && durationMs >= 50
      ? new Intl.NumberFormat(format.locale, {
          style: 'unit',
          unit: 'second',
          maximumFractionDigits: 1,
        }).format(durationMs / 1000)
      : null;
  const window =
    runKind === 'rederive' || windowFrom === windowTo
      ? null
      : t('timeline.window', {
          from: format.instant(windowFrom, props.timeZone),
          to: format.instant(windowTo, props.timeZone),
        });
  const { message } = (problem ?? {}) as { message?: unknown };
  const place = props.isToldAbove && typeof location === 'string' ? location : null;
  return (
    <div className="text-xs text-ink-3">
      <p className="tnum">{[place, window, seconds].filter((part) => part !== null).join(' · ')}</p>
      {typeof message === 'string' && !props.isToldAbove && (
        <p className="break-words text-ink-2">{message}</p>
      )}
    </div>
  );
}

const isStatus = (value: unknown): value is IntegrationStatus =>
  value === 'Initializing' || value === 'Healthy' || value === 'Failed' || value === 'CalledOff';

/** From what to what the status went. */
function StatusChange(props: { event: TimelineEvent }) {
  const { was, now } = props.event.details ?? {};
  if (!isStatus(was) || !isStatus(now) || was === now) return null;
  return (
    <p className="mt-1 flex flex-wrap items-center gap-1.5">
      <StatusPill status={was} isActive />
      <Icon name="chevronRight" size={15} className="text-ink-3" />
      <StatusPill status={now} isActive />
    </p>
  );
}
