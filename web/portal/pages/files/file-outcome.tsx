import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { buttonClass } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import type { SalesFile } from '../../api/files.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { useMay } from '../../shell/session.ts';
import { CoveredDays } from './covered-days.tsx';
import { fileSentence } from './file-words.ts';

const tones = {
  received: 'info',
  reading: 'info',
  read: 'good',
  asking: 'warn',
  unreadable: 'bad',
  duplicate: 'info',
} as const;

/** What became of a file, and where that leads. */
export function FileOutcome(props: { file: SalesFile }) {
  const words = useText();
  const { t, format } = words;
  const mayWrite = useMay('integrations:write');
  const { file } = props;
  const { result } = file;
  return (
    <div aria-live="polite" className="space-y-3">
      <Notice tone={tones[file.state]} action={<Action file={file} />}>
        <p>{fileSentence(file, words)}</p>
        {file.state === 'asking' && !mayWrite && <p>{t('files.askManager')}</p>}
        {file.state === 'read' && result?.firstDate && (
          <p className="mt-0.5">
            {t('files.counts', {
              added: format.count(result.ordersNew),
              changed: format.count(result.ordersChanged),
              same: format.count(result.ordersUnchanged),
            })}
            {' · '}
            <CoveredDays file={file} />
          </p>
        )}
      </Notice>
      {result !== null && result.rowsSetAside > 0 && (
        <Notice tone="warn" action={<SetAsideLink file={file} />}>
          {t('files.rowsSetAside', { count: result.rowsSetAside })}
        </Notice>
      )}
      {file.warnings.map((warning) => (
        <Notice key={warning} tone="warn">
          {warning}
        </Notice>
      ))}
    </div>
  );
}

function Action(props: { file: SalesFile }): ReactNode {
  const { t } = useText();
  const { venueId, integrationId, duplicateOf } = props.file;
  if (duplicateOf === null) return null;
  return (
    <Link
      to="/v/$venueId/settings/integrations/$integrationId/files/$fileId"
      params={{ venueId, integrationId, fileId: duplicateOf }}
      className={buttonClass('secondary', 'sm')}
    >
      {t('files.original')}
    </Link>
  );
}

function SetAsideLink(props: { file: SalesFile }) {
  const { t } = useText();
  const { venueId, integrationId } = props.file;
  return (
    <Link
      to="/v/$venueId/settings/integrations/$integrationId"
      params={{ venueId, integrationId }}
      search={{ tab: 'set-aside' }}
      className={buttonClass('secondary', 'sm')}
    >
      {t('files.seeSetAside')}
    </Link>
  );
}
