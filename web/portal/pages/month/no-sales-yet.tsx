import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { buttonClass } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { integrationsQuery, providersQuery } from '../../api/queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { useMay } from '../../shell/session.ts';
import { isSentToUs } from '../integrations/use-provider.ts';

/** Why a month is empty: no till is connected, or its history is still on its way. */
export function NoSalesYet(props: { venueId: string }) {
  const { t } = useText();
  const { data } = useQuery(integrationsQuery(props.venueId, true));
  const providers = useQuery(providersQuery()).data;
  const mayAdd = useMay('integrations:write');
  if (!data) return null;
  const isConnected = data.length > 0;
  const isSent = data.every(({ provider }) =>
    isSentToUs(providers?.find(({ id }) => id === provider)),
  );
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
            {t(
              !isConnected ? 'integrations.add' : isSent ? 'day.missingAction' : 'sales.seeImport',
            )}
          </Link>
        )
      }
    >
      {t(!isConnected ? 'sales.noTill' : isSent ? 'sales.nothingSent' : 'sales.importing')}
    </Notice>
  );
}
