import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { buttonClass } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { useText } from '../../i18n/use-text.ts';
import { PageHeader } from '../../shell/page-header.tsx';
import { useMay } from '../../shell/session.ts';
import { IntegrationList } from './integration-list.tsx';
import { Timeline } from './timeline.tsx';

/** Venue Settings → POS Integrations. */
export function IntegrationsPage() {
  const { t } = useText();
  const { venueId } = useParams({ from: '/app/v/$venueId/settings/integrations' });
  const { tab } = useSearch({ from: '/app/v/$venueId/settings/integrations' });
  const navigate = useNavigate({ from: '/v/$venueId/settings/integrations' });
  const mayWrite = useMay('integrations:write');
  return (
    <>
      <PageHeader
        title={t('nav.integrations')}
        hint={t('integrations.hint')}
        actions={
          mayWrite && (
            <Link
              to="/v/$venueId/settings/integrations/add"
              params={{ venueId }}
              className={buttonClass('primary')}
            >
              <Icon name="plus" size={16} />
              {t('integrations.add')}
            </Link>
          )
        }
      />
      <Tabs
        label={t('nav.integrations')}
        value={tab ?? 'list'}
        onChange={(value) =>
          void navigate({ search: { tab: value === 'timeline' ? 'timeline' : undefined } })
        }
        tabs={[
          {
            value: 'list',
            label: t('integrations.list'),
            panel: <IntegrationList venueId={venueId} headingLevel={2} />,
          },
          {
            value: 'timeline',
            label: t('integrations.timeline'),
            panel: (
              <Card>
                <Timeline of={{ venueId }} venueId={venueId} />
              </Card>
            ),
          },
        ]}
      />
    </>
  );
}
