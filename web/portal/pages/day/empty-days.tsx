import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { buttonClass } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import type { Venue } from '../../api/company.types.ts';
import { integrationsQuery, providersQuery } from '../../api/queries.ts';
import type { DayDetail } from '../../api/sales.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { addDays } from '../../lib/dates.ts';
import { useMay } from '../../shell/session.ts';
import { FilesLink } from '../files/files-link.tsx';
import { sentKind } from '../integrations/use-provider.ts';
import { unusualOf } from '../month/unusual.ts';

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
  const { t, format } = useText();
  const { venueId, day } = props;
  const mayAdd = useMay('integrations:write');
  const active = useQuery(integrationsQuery(venueId, true)).data;
  const providers = useQuery(providersQuery()).data;
  if (!active || !providers) return null;
  const kinds = active.map(({ provider }) => sentKind(providers.find(({ id }) => id === provider)));
  const isSent = kinds.length > 0 && !kinds.includes(null);
  const why = !day.isAsked && active.length === 0 ? 'noTill' : isSent ? 'sent' : null;
  const state = why ?? (day.isAsked ? 'unread' : 'before');
  const files = isSent ? active[kinds.indexOf('file')] : undefined;
  const isToAdd = state === 'noTill' && mayAdd;
  return (
    <Card>
      <EmptyState
        icon="history"
        title={t(`day.missing.${state}`)}
        action={
          files ? (
            <FilesLink integration={files} />
          ) : (
            <Link
              to={
                isToAdd
                  ? '/v/$venueId/settings/integrations/add'
                  : '/v/$venueId/settings/integrations'
              }
              params={{ venueId }}
              className={buttonClass('primary')}
            >
              {t(isToAdd ? 'integrations.add' : 'day.missingAction')}
            </Link>
          )
        }
      >
        {t(`day.missingText.${state}`, { date: format.date(day.businessDate) })}
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
        {t('day.noSalesText')} {unusualOf(props.day) === null && t('day.noSalesClosed')}
      </EmptyState>
    </Card>
  );
}
