import { Link } from '@tanstack/react-router';
import type { VenueOverview } from '../../api/overview.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { StatusMark } from '../../shell/status-mark.tsx';

const colours = {
  Initializing: 'text-accent',
  Healthy: 'text-good',
  Failed: 'text-warn',
  CalledOff: 'text-bad',
} as const;

/** How the venue's tills are, one mark each with its words. */
export function IntegrationDots(props: {
  venueId: string;
  integrations: VenueOverview['integrations'];
}) {
  const { t } = useText();
  const active = props.integrations.filter((integration) => integration.active);
  return (
    <Link
      to="/v/$venueId/settings/integrations"
      params={{ venueId: props.venueId }}
      className="relative z-1 -m-1 flex max-w-1/2 flex-col items-end gap-0.5 rounded-sm p-1 text-xs text-ink-2 hover:text-ink hover:underline"
    >
      {active.length === 0 && t('home.noTill')}
      {active.map((integration) => (
        <span key={integration.id} className="flex max-w-full items-center gap-1.5">
          <StatusMark status={integration.status} className={colours[integration.status]} />
          <span className="truncate">
            <bdi>{integration.nickname ?? integration.providerName}</bdi>
            {integration.status !== 'Healthy' && ` · ${t(`status.${integration.status}`)}`}
          </span>
          {integration.status === 'Healthy' && (
            <span className="sr-only">{t('status.Healthy')}</span>
          )}
        </span>
      ))}
    </Link>
  );
}
