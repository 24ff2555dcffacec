import { Link, useParams } from '@tanstack/react-router';
import { Icon } from '../../../ui/icon.tsx';
import { useText } from '../../i18n/use-text.ts';
import { NotYours } from '../../shell/not-yours.tsx';
import { PageHeader } from '../../shell/page-header.tsx';
import { useMay } from '../../shell/session.ts';
import { ChooseType } from './choose-type.tsx';

/** Add POS Integration: choose a type, enter credentials, verify, save. */
export function AddIntegrationPage() {
  const { t } = useText();
  const { venueId } = useParams({ from: '/app/v/$venueId/settings/integrations/add' });
  const mayAdd = useMay('integrations:write');
  return (
    <div className="max-w-2xl">
      <PageHeader
        title={t('integrations.add')}
        hint={t('add.hint')}
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
      />
      {mayAdd ? (
        <ChooseType venueId={venueId} />
      ) : (
        <NotYours venueId={venueId} who="manager" backTo="/v/$venueId/settings/integrations" />
      )}
    </div>
  );
}
