import { Link } from '@tanstack/react-router';
import { buttonClass } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useText } from '../i18n/use-text.ts';

/** In place of a page whose controls would all be refused: who may do this, and the way back. */
export function NotYours(props: {
  venueId: string;
  who: 'owner' | 'manager';
  backTo: '/v/$venueId/settings' | '/v/$venueId/settings/integrations';
}) {
  const { t } = useText();
  const isSettings = props.backTo === '/v/$venueId/settings';
  return (
    <Card>
      <EmptyState
        icon="shield"
        title={t('notYours.title')}
        action={
          <Link to={props.backTo} params={{ venueId: props.venueId }} className={buttonClass()}>
            {t('notYours.back', { place: t(isSettings ? 'nav.settings' : 'nav.integrations') })}
          </Link>
        }
      >
        {t(`notYours.${props.who}`)}
      </EmptyState>
    </Card>
  );
}
