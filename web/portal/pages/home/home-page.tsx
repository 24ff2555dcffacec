import { useQuery } from '@tanstack/react-query';
import { Card } from '../../../ui/card.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { onboardingsQuery } from '../../api/onboarding.ts';
import { overviewQuery } from '../../api/queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { nowMs } from '../../lib/clock.ts';
import { PageHeader } from '../../shell/page-header.tsx';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { RecomputationNote } from '../../shell/recomputation-note.tsx';
import { useMe } from '../../shell/session.ts';
import { Attention } from './attention.tsx';
import { FirstRun } from './first-run.tsx';
import { OnboardingCards } from './onboarding-cards.tsx';
import { VenueCard } from './venue-card.tsx';

const greetings = ['home.morning', 'home.afternoon', 'home.evening'] as const;

/** By the reader's own clock: before noon, before six, after. */
function greetingOf(hour: number): (typeof greetings)[number] {
  if (hour >= 5 && hour < 12) return 'home.morning';
  return hour >= 12 && hour < 18 ? 'home.afternoon' : 'home.evening';
}

/** Every venue today, and what needs somebody's attention. */
export function HomePage() {
  const { t } = useText();
  const me = useMe();
  const query = useQuery({ ...overviewQuery(), refetchInterval: 60_000 });
  const lists = useQuery(onboardingsQuery());
  // Both are there at once, or what is below would jump; the lists are waited for but once.
  const isWaiting = query.isPending || (lists.isPending && lists.failureCount === 0);
  const firstName = me.user?.name.split(/\s+/)[0] ?? me.company.name;
  const hour = new Date(nowMs()).getHours();
  const venues = query.data?.venues ?? [];
  const isFirstRun = venues.length > 0 && venues.every((entry) => entry.integrations.length === 0);
  return (
    <>
      <PageHeader
        title={t(greetingOf(hour), { name: firstName })}
        documentTitle={t('nav.home')}
        hint={t('home.hint')}
      />
      {query.isError && <QueryProblem error={query.error} onRetry={() => void query.refetch()} />}
      {isWaiting && !query.isError && (
        <div role="status" aria-label={t('state.loading')} className="grid gap-5 lg:grid-cols-2">
          <Skeleton className="h-64 rounded-lg" />
          <Skeleton className="h-64 rounded-lg" />
        </div>
      )}
      {query.data && !isWaiting && (
        <div className="space-y-6">
          {isFirstRun && venues[0] && <FirstRun venueId={venues[0].venue.id} />}
          {venues.map(({ venue }) => (
            <RecomputationNote key={venue.id} venue={venue} isNamed />
          ))}
          <OnboardingCards />
          {venues.length === 0 && (
            <Card>
              <p className="text-ink-2">{t('home.noVenue')}</p>
            </Card>
          )}
          <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
            <section aria-label={t('home.today')} className="grid grid-cols-1 gap-5 lg:grid-cols-2">
              {venues.map((entry) => (
                <VenueCard key={entry.venue.id} overview={entry} />
              ))}
            </section>
            {!isFirstRun && <Attention items={query.data.attention} />}
          </div>
        </div>
      )}
    </>
  );
}
