import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { syncIntegration } from '../../api/actions.ts';
import type { Integration } from '../../api/integration.types.ts';
import { integrationQuery } from '../../api/queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { nowMs } from '../../lib/clock.ts';
import { addDays, businessDateAt } from '../../lib/dates.ts';
import { lazyWindow } from '../../shell/lazy-part.tsx';
import { PageHeader } from '../../shell/page-header.tsx';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { useCurrentVenue, useMay, useMe } from '../../shell/session.ts';
import { FilesLink } from '../files/files-link.tsx';
import { AwaitedSales } from './awaited-sales.tsx';
import { CopyDiagnostic } from './copy-diagnostic.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { ImportProgress } from './import-progress.tsx';
import { IntegrationFacts } from './integration-facts.tsx';
import { integrationName } from './integration-name.ts';
import { keptIntegrationId } from './kept-draft.ts';
import { LocationProblems } from './location-problems.tsx';
import { RestoreButton } from './restore-button.tsx';
import { Runs } from './runs.tsx';
import { SetAside } from './set-aside.tsx';
import { StatusReason } from './status-reason.tsx';
import { Timeline } from './timeline.tsx';
import { useCloseInactive } from './use-close-inactive.ts';
import { useIntegrationAction } from './use-integration-action.ts';
import { isSentFiles, isSentToUs, useProvider } from './use-provider.ts';

const ReadAgainDialog = lazyWindow(
  async () => (await import('../day/read-again-dialog.tsx')).ReadAgainDialog,
);

const from = '/app/v/$venueId/settings/integrations/$integrationId';

/** One integration with its history and its runs. */
export function IntegrationPage() {
  const { t } = useText();
  const { integrationId } = useParams({ from });
  const query = useQuery(integrationQuery(integrationId));
  if (query.isPending) {
    return (
      <div role="status" aria-label={t('state.loading')} className="space-y-5">
        <Skeleton className="h-8 w-64" />
        <Skeleton className="h-40 w-full rounded-lg" />
      </div>
    );
  }
  // What was read before stays, and with it what is being edited.
  if (query.data === undefined) {
    return <QueryProblem error={query.error} onRetry={() => void query.refetch()} />;
  }
  return <IntegrationBody integration={query.data} />;
}

function IntegrationBody(props: { integration: Integration }) {
  const { t } = useText();
  const { integration } = props;
  const { venueId } = useParams({ from });
  const { tab, edit } = useSearch({ from });
  const navigate = useNavigate({ from: '/v/$venueId/settings/integrations/$integrationId' });
  const venue = useCurrentVenue();
  const mayWrite = useMay('integrations:write');
  const me = useMe();
  const [isEditing, setIsEditing] = useState(
    () => mayWrite && (edit === true || keptIntegrationId(me.user?.id) === integration.id),
  );
  const endEditing = () => {
    setIsEditing(false);
    // Or the page read again would open it once more.
    if (edit) void navigate({ search: { tab }, replace: true, resetScroll: false });
  };
  useCloseInactive({
    edited: isEditing ? integration : null,
    isActive: integration.active,
    close: endEditing,
  });
  return (
    <>
      <PageHeader
        title={integrationName(integration)}
        before={
          <Link
            to="/v/$venueId/settings/integrations"
            params={{ venueId }}
            className="mb-1 inline-flex items-center gap-0.5 rounded-sm text-sm text-ink-3 hover:text-ink"
          >
            <Icon name="chevronLeft" size={15} className="-ml-1" />
            {t('nav.integrations')}
          </Link>
        }
        actions={<Actions integration={integration} onEdit={() => setIsEditing(true)} />}
      />
      <div className="mb-6 space-y-4">
        <Card>
          <IntegrationFacts integration={integration} timeZone={venue?.timeZone ?? 'UTC'} />
          <div className="mt-4 border-t border-line pt-3">
            <CopyDiagnostic integration={integration} />
          </div>
        </Card>
        <StatusReason integration={integration} isDiagnosticElsewhere />
        <LocationProblems integration={integration} />
        <AwaitedSales integration={integration} isAlwaysTold />
        <ImportProgress integration={integration} />
      </div>
      <Tabs
        label={integrationName(integration)}
        value={tab ?? 'timeline'}
        onChange={(value) =>
          void navigate({
            search: { tab: value === 'timeline' ? undefined : value },
            resetScroll: false,
          })
        }
        tabs={[
          {
            value: 'timeline',
            label: t('integrations.timeline'),
            panel: (
              <Card>
                <Timeline of={{ integrationId: integration.id }} venueId={venueId} />
              </Card>
            ),
          },
          {
            value: 'runs',
            label: t('integrations.runs'),
            panel: (
              <Card isFlush>
                <Runs integration={integration} />
              </Card>
            ),
          },
          {
            value: 'set-aside',
            label: t('integrations.setAside'),
            panel: <SetAside integration={integration} />,
          },
        ]}
      />
      {isEditing && integration.active && (
        <EditDialog integration={integration} onClose={endEditing} />
      )}
    </>
  );
}

function Actions(props: { integration: Integration; onEdit: () => void }) {
  const { t } = useText();
  const { integration } = props;
  const mayWrite = useMay('integrations:write');
  const refresh = useIntegrationAction({
    integration,
    run: () => syncIntegration(integration.id),
    done: 'integrations.refreshing',
  });
  const provider = useProvider(integration.provider);
  const files = isSentFiles(provider) && <FilesLink integration={integration} />;
  if (!mayWrite) return files;
  if (!integration.active) {
    return (
      <>
        {files}
        <RestoreButton integration={integration} />
      </>
    );
  }
  return (
    <>
      {files}
      {!isSentToUs(provider) && (
        <>
          <ReadDaysAgain integration={integration} />
          <Button
            icon="refresh"
            isBusy={refresh.isPending}
            disabled={integration.status === 'CalledOff'}
            onClick={() => refresh.mutate()}
          >
            {t('integrations.refresh')}
          </Button>
        </>
      )}
      <Button icon="pencil" onClick={props.onEdit}>
        {t('action.edit')}
      </Button>
    </>
  );
}

/** Some days of this integration anew, the last week to begin with. */
function ReadDaysAgain(props: { integration: Integration }) {
  const { t } = useText();
  const { id, venueId } = props.integration;
  const venue = useCurrentVenue();
  const [isOpen, setIsOpen] = useState(false);
  if (!venue) return null;
  const today = businessDateAt({ ms: nowMs(), timeZone: venue.timeZone, cutoff: venue.cutoff });
  return (
    <>
      <Button icon="history" onClick={() => setIsOpen(true)}>
        {t('readAgain.rangeLabel')}
      </Button>
      {isOpen && (
        <ReadAgainDialog
          venueId={venueId}
          integrationId={id}
          currency={venue.currency}
          days={{ proposed: { from: addDays(today, -6), to: today }, today }}
          onClose={() => setIsOpen(false)}
        />
      )}
    </>
  );
}
