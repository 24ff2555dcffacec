import { Link } from '@tanstack/react-router';
import { buttonClass } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Notice } from '../../../ui/notice.tsx';
import type { DayDetail } from '../../api/sales.types.ts';
import { useText } from '../../i18n/use-text.ts';

/** That bills of a till are in none of the figures, as nobody could read them, and where they lie. */
export function SetAsideNote(props: {
  venueId: string;
  location: DayDetail['locations'][number];
  name: string;
}) {
  const { t } = useText();
  const { integrationId, setAsideOrders: count } = props.location;
  return (
    <Notice
      tone="warn"
      action={
        <Link
          to="/v/$venueId/settings/integrations/$integrationId"
          params={{ venueId: props.venueId, integrationId }}
          search={{ tab: 'set-aside' }}
          className={cx(buttonClass('secondary', 'sm'), '-my-1')}
        >
          {t('day.seeSetAside')}
        </Link>
      }
    >
      {t('day.setAside', { count, name: props.name })}
    </Notice>
  );
}
