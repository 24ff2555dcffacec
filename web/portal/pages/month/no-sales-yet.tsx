import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { buttonClass } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { integrationsQuery } from '../../api/queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { useMay } from '../../shell/session.ts';

/** Why a month is empty: no till is connected, or its history is still on its way. */
export function NoSalesYet(props: { venueId: string }) {
  const { t } = useText();
  const { data } = useQuery(integrationsQuery(props.venueId, true));
  const mayAdd = useMay('integrations:write');
  if (!data) return null;
  const isConnected = data.length > 0;
  return (
    <Notice
      action={
        (isConnected || mayAdd) && (
          <Link
            to={
              isConnected
                ? '/v/$venueId/settings/integrations'
                : '/v/$venueId/settings/integrations/add'
            }
            params={{ venueId: props.venueId }}
            className={buttonClass('secondary', 'sm')}
          >
            {t(isConnected ? 'sales.seeImport' : 'integrations.add')}
          </Link>
        )
      }
    >
      {t(isConnected ? 'sales.importing' : 'sales.noTill')}
    </Notice>
  );
}
