import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { buttonClass } from '../../../ui/button.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { fileQuery } from '../../api/files.ts';
import type { SalesFile } from '../../api/files.types.ts';
import { problemText } from '../../api/problem.ts';
import { useText } from '../../i18n/use-text.ts';
import { fileBytesMax, sizeText } from './file-size.ts';
import { FileStatePill } from './file-state-pill.tsx';
import { fileSentence } from './file-words.ts';
import type { Upload } from './use-uploads.ts';

interface Place {
  venueId: string;
  integrationId: string;
}

/** What was uploaded since the page was opened, each answered by a sentence. */
export function UploadList(props: { uploads: readonly Upload[]; place: Place }) {
  const { t } = useText();
  if (props.uploads.length === 0) return null;
  return (
    <ul
      aria-label={t('files.uploads')}
      aria-live="polite"
      className="mt-4 divide-y divide-line border-t border-line"
    >
      {props.uploads.map((upload) => (
        <li key={upload.key} className="py-3 last:pb-0">
          <UploadRow upload={upload} place={props.place} />
        </li>
      ))}
    </ul>
  );
}

function UploadRow(props: { upload: Upload; place: Place }) {
  const { t, format } = useText();
  const { upload } = props;
  switch (upload.phase) {
    case 'waiting':
      return <Said name={upload.name}>{t('files.waiting')}</Said>;
    case 'sending':
      return (
        <Said name={upload.name}>
          <Progress
            percent={upload.share * 100}
            label={t('files.sending', { name: upload.name })}
            text={t('files.sent', { percent: format.percent(upload.share) })}
          />
        </Said>
      );
    case 'sent':
      return <Sent fileId={upload.fileId} name={upload.name} place={props.place} />;
    case 'empty':
      return (
        <Said name={upload.name} isBad>
          {t('files.empty')}
        </Said>
      );
    case 'too_large':
      return (
        <Said name={upload.name} isBad>
          {t('files.tooLarge', { size: sizeText(fileBytesMax, format.locale) })}
        </Said>
      );
    default:
      return (
        <Said name={upload.name} isBad>
          {problemText(upload.problem, t('problem.unknown'))}
        </Said>
      );
  }
}

function Sent(props: { fileId: string; name: string; place: Place }) {
  const words = useText();
  const { t } = words;
  const { fileId, name, place } = props;
  const file = useQuery(fileQuery({ integrationId: place.integrationId, fileId })).data;
  if (!file) return <Said name={name}>{t('files.said.received')}</Said>;
  return (
    <Said name={name} mark={<FileStatePill state={file.state} />} action={<Next file={file} />}>
      {fileSentence(file, words)}
    </Said>
  );
}

/** Where to go from here. */
function Next(props: { file: SalesFile }) {
  const { t } = useText();
  const { id, integrationId, venueId, state } = props.file;
  if (state !== 'asking' && state !== 'unreadable') return null;
  return (
    <Link
      to="/v/$venueId/settings/integrations/$integrationId/files/$fileId"
      params={{ venueId, integrationId, fileId: id }}
      className={buttonClass(state === 'asking' ? 'primary' : 'secondary', 'sm')}
    >
      {state === 'asking' ? t('files.answer') : t('files.open', { name: props.file.name })}
    </Link>
  );
}

function Said(props: {
  name: string;
  mark?: ReactNode;
  action?: ReactNode;
  isBad?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5 font-medium">
          <span className="min-w-0 break-all">{props.name}</span>
          {props.mark}
        </p>
        <div className={props.isBad ? 'text-bad' : 'text-ink-2'}>{props.children}</div>
      </div>
      {props.action}
    </div>
  );
}
