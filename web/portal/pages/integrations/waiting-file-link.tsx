import { Link } from '@tanstack/react-router';
import { buttonClass } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
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
      className={cx(buttonClass('secondary', 'sm'), '-my-1')}
    >
      {t(state === 'asking' ? 'waiting.answer' : 'waiting.open')}
    </Link>
  );
}
