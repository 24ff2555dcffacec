import { Notice } from '../../../ui/notice.tsx';
import type { ColumnRole, FilePreview } from '../../api/files.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { daysText } from './file-words.ts';
import { RowsTable } from './rows-table.tsx';

/** What the file would tell, as the columns are understood at the moment. */
export function MappingPreview(props: {
  preview: FilePreview;
  isStale: boolean;
  currency: string;
  roles: readonly ColumnRole[];
}) {
  const words = useText();
  const { t } = words;
  const { preview } = props;
  const { firstDate, lastDate, rowCount } = preview;
  return (
    <section
      aria-label={t('mapping.rows')}
      className={props.isStale ? 'opacity-60 transition-opacity' : 'transition-opacity'}
    >
      <div className="space-y-3 px-4 pb-3 sm:px-5" aria-live="polite">
        <h3 className="font-semibold">{t('mapping.rows')}</h3>
        {preview.kind === 'ask' && <p className="text-ink-2">{t('mapping.noRows')}</p>}
        {preview.reason && <Notice tone="bad">{preview.reason.message}</Notice>}
        {preview.warnings.map((warning) => (
          <Notice key={warning} tone="warn">
            {warning}
          </Notice>
        ))}
        {rowCount !== null && firstDate && lastDate && (
          <p className="text-ink-2">
            {t('mapping.summary', {
              count: rowCount,
              days: daysText({ firstDate, lastDate }, words),
            })}
          </p>
        )}
        <Skipped preview={preview} />
      </div>
      {preview.rows.length > 0 && (
        <div className="border-t border-line">
          <RowsTable rows={preview.rows} currency={props.currency} roles={props.roles} />
        </div>
      )}
    </section>
  );
}

function Skipped(props: { preview: FilePreview }) {
  const { t } = useText();
  const { skipped, skippedCount } = props.preview;
  if (skippedCount === 0) return null;
  return (
    <details className="text-sm text-ink-2">
      <summary className="rounded-sm">{t('mapping.skipped', { count: skippedCount })}</summary>
      <ul className="mt-1 space-y-0.5">
        {skipped.map(({ row, reason }) => (
          <li key={row}>{t('mapping.skippedRow', { row, reason })}</li>
        ))}
      </ul>
    </details>
  );
}
