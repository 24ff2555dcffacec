import { Link } from '@tanstack/react-router';
import { buttonClass } from '../../../ui/button.tsx';
import type { SalesFile } from '../../api/files.types.ts';
import { useText } from '../../i18n/use-text.ts';

/** Straight to the file that waits for a person. */
export function WaitingFileLink(props: { file: SalesFile }) {
  const { t } = useText();
  const { id, integrationId, venueId, state } = props.file;
  return (
    <Link
      to="/v/$venueId/settings/integrations/$integrationId/files/$fileId"
      params={{ venueId, integrationId, fileId: id }}
      className={buttonClass('secondary', 'sm')}
    >
      {t(state === 'asking' ? 'waiting.answer' : 'waiting.open')}
    </Link>
  );
}
