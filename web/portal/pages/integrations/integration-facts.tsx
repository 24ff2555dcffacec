import type { ReactNode } from 'react';
import type { Integration } from '../../api/integration.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { RelativeWithWall } from '../../shell/relative.tsx';
import { integrationName } from './integration-name.ts';
import { StatusPill } from './status-pill.tsx';
import { sentKind, useProvider } from './use-provider.ts';
import { useWaitingFile } from './waiting-file.ts';

function Fact(props: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs font-medium text-ink-3">{props.label}</dt>
      <dd className="mt-0.5">{props.children}</dd>
    </div>
  );
}

/** What an integration is, how it is, and when it last looked. */
export function IntegrationFacts(props: { integration: Integration; timeZone: string }) {
  const { t } = useText();
  const { integration, timeZone } = props;
  const sent = sentKind(useProvider(integration.provider));
  const { status } = integration;
  const waiting = useWaitingFile(integration);
  const isNew = status === 'Initializing';
  const isAsking =
    waiting !== null && (isNew || (status === 'Failed' && waiting.state === 'asking'));
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 lg:grid-cols-3">
      <Fact label={t('integrations.type')}>
        <span className="line-clamp-2 break-words" title={integrationName(integration)}>
          {integrationName(integration)}
        </span>
      </Fact>
      <Fact label={t('integrations.status')}>
        <StatusPill status={integration.status} isActive={integration.active} />
        {integration.active && (
          <span className="mt-1 block text-xs text-ink-3">
            {t(
              isAsking
                ? 'status.file.waiting'
                : sent === null || status === 'Healthy'
                  ? `status.about.${status}`
                  : `status.${sent}.${status}`,
            )}
          </span>
        )}
      </Fact>
      <Fact label={t(sent === null ? 'integrations.lastCheck' : `integrations.last.${sent}`)}>
        <RelativeWithWall at={integration.lastSalesCheckAt} timeZone={timeZone} />
      </Fact>
      <Fact label={t('integrations.lastSale')}>
        <RelativeWithWall at={integration.lastSaleImportedAt} timeZone={timeZone} />
      </Fact>
      {sent === null && <Schedule integration={integration} timeZone={timeZone} />}
      <Locations integration={integration} />
    </dl>
  );
}

function Schedule(props: { integration: Integration; timeZone: string }) {
  const { t, format } = useText();
  const { active, nextCheckAt, schedule } = props.integration;
  return (
    <Fact label={t('integrations.schedule')}>
      {t('integrations.every', { minutes: schedule.everyMinutes })}
      {active && nextCheckAt && (
        <span className="tnum block text-xs text-ink-3">
          {t('integrations.next', { at: format.time(nextCheckAt, props.timeZone) })}
        </span>
      )}
    </Fact>
  );
}

function Locations(props: { integration: Integration }) {
  const { t } = useText();
  const { locations, settings } = props.integration;
  return (
    <Fact label={t('integrations.locations', { count: locations.length })}>
      {locations.map((location) => (
        <span key={location.id} className="block truncate">
          {location.label}
        </span>
      ))}
      {settings.includeModifiers !== undefined && (
        <span className="block text-xs text-ink-3">
          {t(settings.includeModifiers ? 'integrations.withModifiers' : 'integrations.noModifiers')}
        </span>
      )}
    </Fact>
  );
}
