import { Link } from '@tanstack/react-router';
import { buttonClass } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useMay } from '../../shell/session.ts';
import { IntegrationList } from './integration-list.tsx';

/** POS Integrations as a part of Venue Settings: the same list as on the page of their own. */
export function IntegrationsSection(props: { venueId: string }) {
  const { t } = useText();
  const mayWrite = useMay('integrations:write');
  const { venueId } = props;
  return (
    <section aria-labelledby="venue-integrations" className="mt-10">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <h2 id="venue-integrations" className="text-lg font-semibold">
          {t('nav.integrations')}
        </h2>
        {mayWrite && (
          <Link
            to="/v/$venueId/settings/integrations/add"
            params={{ venueId }}
            className={buttonClass('secondary')}
          >
            <Icon name="plus" size={16} />
            {t('integrations.add')}
          </Link>
        )}
      </div>
      <IntegrationList venueId={venueId} headingLevel={3} />
    </section>
  );
}
