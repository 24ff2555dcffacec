import { Link } from '@tanstack/react-router';
import { buttonClass } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import type { Venue } from '../../api/company.types.ts';
import type { DayDetail } from '../../api/sales.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { addDays } from '../../lib/dates.ts';

/** The day lies ahead: there is nothing to read, and nothing is missing. */
export function FutureDay(props: { venue: Venue; date: string; today: string }) {
  const { t, format } = useText();
  const { venue, date } = props;
  return (
    <Card>
      <EmptyState
        icon="clock"
        title={t('day.futureTitle')}
        action={
          <Link
            to="/v/$venueId/sales/$date"
            params={{ venueId: venue.id, date: props.today }}
            className={buttonClass('primary')}
          >
            {t('day.futureAction')}
          </Link>
        }
      >
        {t('day.futureText', {
          at: `${format.dateShort(date)}, ${format.wallTime(venue.cutoff)}`,
        })}
      </EmptyState>
    </Card>
  );
}

/** Nobody has read this day yet: there are no figures, which is not the same as zero. */
export function MissingDay(props: { venueId: string; day: DayDetail }) {
  const { t } = useText();
  return (
    <Card>
      <EmptyState
        icon="history"
        title={t('day.missingTitle')}
        action={
          <Link
            to="/v/$venueId/settings/integrations"
            params={{ venueId: props.venueId }}
            className={buttonClass('primary')}
          >
            {t('day.missingAction')}
          </Link>
        }
      >
        {t('day.missingText')}
      </EmptyState>
    </Card>
  );
}

/** The day was read from start to end and nothing was sold. */
export function NoSalesDay(props: { venueId: string; day: DayDetail }) {
  const { t, format } = useText();
  const { businessDate } = props.day;
  return (
    <Card>
      <EmptyState
        icon="moon"
        title={t('day.noSalesTitle')}
        action={
          <Link
            to="/v/$venueId/sales/$date"
            params={{ venueId: props.venueId, date: addDays(businessDate, -1) }}
            className={buttonClass()}
          >
            {t('day.noSalesAction', { date: format.dateShort(addDays(businessDate, -1)) })}
          </Link>
        }
      >
        {t('day.noSalesText')}
      </EmptyState>
    </Card>
  );
}
