import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Card } from '../../../ui/card.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { SkeletonLines } from '../../../ui/skeleton.tsx';
import { noticePreferencesQuery, noticesQuery } from '../../api/notice.queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { PageHeader } from '../../shell/page-header.tsx';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { NoticeOutbox } from './notices-outbox.tsx';
import { NoticePreferencesForm } from './notices-preferences.tsx';

/** How one is told of troubles, and what was told to whom. */
export function NoticesPage() {
  const { t } = useText();
  const preferences = useQuery(noticePreferencesQuery());
  const outbox = useInfiniteQuery(noticesQuery());
  const [newest] = outbox.data?.pages ?? [];
  return (
    <div className="max-w-3xl">
      <PageHeader title={t('notices.title')} hint={t('notices.hint')} />
      <div className="space-y-5">
        {newest && !newest.mailsGoOut && <Notice tone="warn">{t('notices.noMail')}</Notice>}
        {preferences.isError && (
          <QueryProblem error={preferences.error} onRetry={() => void preferences.refetch()} />
        )}
        {preferences.data && <NoticePreferencesForm preferences={preferences.data} />}
        <Card title={t('notices.outbox')}>
          {outbox.isPending && <SkeletonLines count={3} label={t('state.loading')} />}
          {outbox.isError && (
            <QueryProblem error={outbox.error} onRetry={() => void outbox.refetch()} />
          )}
          {outbox.data && (
            <NoticeOutbox
              notices={outbox.data.pages.flatMap((page) => page.items)}
              isLoadingMore={outbox.isFetchingNextPage}
              onLoadMore={outbox.hasNextPage ? () => void outbox.fetchNextPage() : null}
            />
          )}
        </Card>
      </div>
    </div>
  );
}
