import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Button, buttonClass, IconButton } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Pill } from '../../../ui/pill.tsx';
import type { Venue } from '../../api/company.types.ts';
import type { DayDetail } from '../../api/sales.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { addDays, monthOf } from '../../lib/dates.ts';
import { CompletenessPill } from '../../shell/completeness.tsx';
import { lazyWindow } from '../../shell/lazy-part.tsx';
import { useNotFresh } from '../../shell/not-fresh.ts';
import { PageHeader } from '../../shell/page-header.tsx';
import { useMay } from '../../shell/session.ts';
import { adjustedText } from '../month/adjusted.ts';
import { shownCompleteness, unusualOf } from '../month/unusual.ts';
import { UnusualNote } from './day-notes.tsx';

const ReadAgainDialog = lazyWindow(
  async () => (await import('./read-again-dialog.tsx')).ReadAgainDialog,
);

/** Arrow keys belong to whoever has the focus; the page may have them only when nobody does. */
const ownsArrows =
  'input,textarea,select,[role="dialog"],[role="alertdialog"],[role="menu"],[role="tablist"],[role="region"],[contenteditable]';

function useDayKeys(go: (step: -1 | 1) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
      const hasModifier = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
      if (step === 0 || hasModifier || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest(ownsArrows)) return;
      if (document.querySelector('[role="dialog"]')) return;
      go(step);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [go]);
}

export function DayHeader(props: {
  venue: Venue;
  date: string;
  day: DayDetail | undefined;
  today: string;
  isFuture: boolean;
}) {
  const { t, format } = useText();
  const { venue, date, day, today } = props;
  const navigate = useNavigate();
  const adjusted = adjustedText({ day, currency: venue.currency, t, format });
  const notFresh = useNotFresh(venue.id);
  const hasNext = date < today;
  useDayKeys((step) => {
    if (step === 1 && !hasNext) return;
    void navigate({
      to: '/v/$venueId/sales/$date',
      params: { venueId: venue.id, date: addDays(date, step) },
    });
  });
  const step = (count: -1 | 1) => (
    <Link
      to="/v/$venueId/sales/$date"
      params={{ venueId: venue.id, date: addDays(date, count) }}
      disabled={count === 1 && !hasNext}
      aria-label={t(count === 1 ? 'day.next' : 'day.previous')}
      title={t(count === 1 ? 'day.next' : 'day.previous')}
      className={cx(buttonClass('secondary'), 'aspect-square !px-0')}
    >
      <Icon name={count === 1 ? 'chevronRight' : 'chevronLeft'} size={17} />
    </Link>
  );
  return (
    <>
      <PageHeader
        title={format.dateLong(date)}
        before={
          <Link
            to="/v/$venueId/sales"
            params={{ venueId: venue.id }}
            search={{ month: monthOf(date) === monthOf(today) ? undefined : monthOf(date) }}
            className="mb-1 inline-flex items-center gap-0.5 rounded-sm text-sm text-ink-3 hover:text-ink"
          >
            <Icon name="chevronLeft" size={15} className="-ml-1" />
            <span className="first-letter:uppercase">{format.month(monthOf(date))}</span>
          </Link>
        }
        hint={
          <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            {props.isFuture ? (
              <CompletenessPill completeness="future" />
            ) : (
              day && <CompletenessPill completeness={shownCompleteness(day)} />
            )}
            {notFresh && date === today && (
              <span className="text-sm text-warn first-letter:uppercase">{notFresh.long}</span>
            )}
            {unusualOf(day)?.isConfirmed && <Pill tone="good">{t('unusual.confirmed')}</Pill>}
            {day?.restated && <Pill tone="accent">{t('sales.restated')}</Pill>}
            {adjusted !== null && <Pill tone="accent">{adjusted}</Pill>}
            <span className="text-sm">
              {t('day.span', {
                from: `${format.dateShort(date)}, ${format.wallTime(venue.cutoff)}`,
                to: `${format.dateShort(addDays(date, 1))}, ${format.wallTime(venue.cutoff)}`,
              })}
            </span>
          </span>
        }
        hasSmallActions
        actions={
          <>
            {!props.isFuture && <ReadAgain venue={venue} date={date} />}
            {step(-1)}
            {step(1)}
          </>
        }
      />
      {day && unusualOf(day) && (
        <UnusualNote
          key={date}
          venue={venue}
          day={day}
          readAgain={<ReadAgain venue={venue} date={date} isInWords />}
        />
      )}
    </>
  );
}

function ReadAgain(props: { venue: Venue; date: string; isInWords?: boolean }) {
  const { t } = useText();
  const [isOpen, setIsOpen] = useState(false);
  const mayWrite = useMay('integrations:write');
  if (!mayWrite) return null;
  return (
    <>
      {props.isInWords ? (
        <Button size="sm" className="sm:-my-1" onClick={() => setIsOpen(true)}>
          {t('readAgain.label')}
        </Button>
      ) : (
        <IconButton
          look="secondary"
          icon="refresh"
          label={t('readAgain.label')}
          onClick={() => setIsOpen(true)}
        />
      )}
      {isOpen && (
        <ReadAgainDialog
          venueId={props.venue.id}
          days={{ date: props.date }}
          currency={props.venue.currency}
          onClose={() => setIsOpen(false)}
        />
      )}
    </>
  );
}
