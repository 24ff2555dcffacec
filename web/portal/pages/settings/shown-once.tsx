import { CopyButton } from '../../../ui/copy-button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useText } from '../../i18n/use-text.ts';

/** A secret that this page is the only one ever to show. */
export function ShownOnce(props: { text: string; value: string }) {
  const { t } = useText();
  return (
    <div className="space-y-3">
      <Notice tone="warn">{props.text}</Notice>
      <div className="flex items-center gap-3 rounded-md bg-sunken p-3">
        <code className="min-w-0 flex-1 font-mono text-sm break-all">{props.value}</code>
        <CopyButton text={props.value} label={t('action.copy')} doneLabel={t('action.copied')} />
      </div>
    </div>
  );
}
