import { Link } from '@tanstack/react-router';
import type { TimelineEvent } from '../../api/integration.types.ts';
import { useText } from '../../i18n/use-text.ts';

const look = 'mt-0.5 inline-block rounded-sm text-sm text-accent hover:underline';

/** From an event to what it is about, where that has a page of its own. */
export function EventLink(props: { event: TimelineEvent; venueId: string }) {
  const { t, format } = useText();
  const { venueId } = props;
  const { name, integrationId, details } = props.event;
  const { fileId, file, mailId, sentAs, businessDate } = details ?? {};
  if (typeof businessDate === 'string') {
    return (
      <Link to="/v/$venueId/sales/$date" params={{ venueId, date: businessDate }} className={look}>
        {t('timeline.openDay', { date: format.date(businessDate) })}
      </Link>
    );
  }
  if (integrationId === null) return null;
  if (typeof fileId === 'string') {
    return (
      <Link
        to="/v/$venueId/settings/integrations/$integrationId/files/$fileId"
        params={{ venueId, integrationId, fileId }}
        className={look}
      >
        {typeof file === 'string' ? t('files.open', { name: file }) : t('timeline.openFile')}
      </Link>
    );
  }
  const isAwaiting = name === 'integration.added' && sentAs === 'file';
  if (typeof mailId !== 'string' && !isAwaiting) return null;
  return (
    <Link
      to="/v/$venueId/settings/integrations/$integrationId/files"
      params={{ venueId, integrationId }}
      className={look}
    >
      {t(isAwaiting ? 'timeline.sendFiles' : 'timeline.openMails')}
    </Link>
  );
}
