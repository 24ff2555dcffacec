import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { SkeletonLines } from '../../../ui/skeleton.tsx';
import type { Integration } from '../../api/integration.types.ts';
import { quarantineQuery } from '../../api/sales.queries.ts';
import type { QuarantinedBill } from '../../api/sales.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { RawPayload } from '../../shell/raw-payload.tsx';
import { useCurrentVenue } from '../../shell/session.ts';
import { isSentToUs, useProvider } from './use-provider.ts';

/** Bills that could not be understood: kept with their payload and reason, counted nowhere. */
export function SetAside(props: { integration: Integration }) {
  const { t } = useText();
  const query = useInfiniteQuery(quarantineQuery(props.integration));
  const isSent = isSentToUs(useProvider(props.integration.provider));
  if (query.isPending) return <SkeletonLines count={4} label={t('state.loading')} />;
  if (query.isError) {
    return <QueryProblem error={query.error} onRetry={() => void query.refetch()} />;
  }
  const labels = new Map(props.integration.locations.map(({ id, label }) => [id, label]));
  const bills = query.data.pages.flatMap((page) => page.items);
  if (bills.length === 0 && !query.hasNextPage) {
    return (
      <Card>
        <EmptyState icon="check" title={t('setAside.empty')}>
          {t('setAside.emptyText')}
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card isFlush>
      <p className="px-5 pt-4 pb-3 text-ink-2">
        {t(isSent ? 'setAside.textSent' : 'setAside.text')}
      </p>
      <ul className="border-t border-line">
        {bills.map((bill) => (
          <SetAsideBill
            key={bill.id}
            bill={bill}
            place={labels.get(bill.locationId) ?? bill.locationLabel}
          />
        ))}
      </ul>
      {query.hasNextPage && (
        <div className="border-t border-line p-3 text-center">
          <Button
            size="sm"
            isBusy={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('action.loadMore')}
          </Button>
        </div>
      )}
    </Card>
  );
}

function SetAsideBill(props: { bill: QuarantinedBill; place: string }) {
  const { t, format } = useText();
  const timeZone = useCurrentVenue()?.timeZone;
  const { bill } = props;
  return (
    <li className="space-y-2 border-b border-line px-5 py-4 last:border-b-0">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">
          {bill.key === null ? t('setAside.noKey') : t('bill.title', { key: bill.key })}
        </span>
        <span className="tnum text-sm text-ink-3">
          <bdi>{props.place}</bdi> ·{' '}
          {t('setAside.seen', { at: format.instant(bill.lastSeenAt, timeZone) })}
        </span>
      </p>
      <p>{bill.reason}</p>
      <RawPayload raw={bill.payload} />
    </li>
  );
}
