import { CopyButton } from '../../ui/copy-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { useText } from '../i18n/use-text.ts';

/** The vendor's own words, unchanged. */
export function RawPayload(props: { raw: unknown }) {
  const { t } = useText();
  const text = JSON.stringify(props.raw, null, 2);
  return (
    <details className="group">
      <summary className="flex list-none items-center gap-1 rounded-sm text-sm font-semibold">
        <Icon name="chevronRight" size={16} className="transition-transform group-open:rotate-90" />
        {t('bill.raw')}
      </summary>
      <div className="mt-2">
        <p className="mb-2 text-sm text-ink-2">{t('bill.rawText')}</p>
        <ScrollRegion
          isLandmark
          label={t('bill.raw')}
          className="max-h-96 rounded-md bg-sunken p-3"
        >
          <pre className="font-mono text-xs">{text}</pre>
        </ScrollRegion>
        <div className="mt-2">
          <CopyButton text={text} label={t('action.copy')} doneLabel={t('action.copied')} />
        </div>
      </div>
    </details>
  );
}
