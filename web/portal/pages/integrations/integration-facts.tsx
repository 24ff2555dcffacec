import type { ReactNode } from 'react';
import type { Integration } from '../../api/integration.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { RelativeWithWall } from '../../shell/relative.tsx';

function Fact(props: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs font-medium text-ink-3">{props.label}</dt>
      <dd className="mt-0.5">{props.children}</dd>
    </div>
  );
}

export function IntegrationFacts(props: { integration: Integration; timeZone: string }) {
  const { t, format } = useText();
  const { integration, timeZone } = props;
  const { locations, settings } = integration;
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 lg:grid-cols-4">
      <Fact label={t('integrations.lastCheck')}>
        <RelativeWithWall at={integration.lastSalesCheckAt} timeZone={timeZone} />
      </Fact>
      <Fact label={t('integrations.lastSale')}>
        <RelativeWithWall at={integration.lastSaleImportedAt} timeZone={timeZone} />
      </Fact>
      <Fact label={t('integrations.schedule')}>
        {t('integrations.every', { minutes: integration.schedule.everyMinutes })}
        {integration.active && integration.nextCheckAt && (
          <span className="tnum block text-xs text-ink-3">
            {t('integrations.next', { at: format.time(integration.nextCheckAt, timeZone) })}
          </span>
        )}
      </Fact>
      <Fact label={t('integrations.locations', { count: locations.length })}>
        {locations.map((location) => (
          <span key={location.id} className="block truncate">
            {location.label}
          </span>
        ))}
        <span className="block text-xs text-ink-3">
          {t(settings.includeModifiers ? 'integrations.withModifiers' : 'integrations.noModifiers')}
        </span>
      </Fact>
    </dl>
  );
}
