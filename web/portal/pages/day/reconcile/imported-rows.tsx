import { Notice } from '../../../../ui/notice.tsx';
import type { ReadReport } from '../../../api/reconciliation.ts';
import { useText } from '../../../i18n/use-text.ts';

/** A report that was read from a file of this name. */
export type ImportedReport = ReadReport & { name: string };

/** More rows than these would push the form out of sight. */
const openMax = 5;

/** What came of the file: filled in below, or not understood. */
export function ImportedRows({ imported }: { imported: ImportedReport }) {
  const { t } = useText();
  const { name, report, left } = imported;
  const isEmpty = Object.values(report).every((told) => told === null);
  return (
    <div className="space-y-2">
      <Notice tone={isEmpty ? 'bad' : 'info'} isAlert>
        {t(isEmpty ? 'reconcile.importedNothing' : 'reconcile.imported', { name })}
        {isEmpty && <span className="mt-1 block">{t('reconcile.importHow')}</span>}
      </Notice>
      {left.length > 0 && (
        <Notice tone="warn">
          <details open={left.length <= openMax}>
            <summary className="cursor-pointer">
              {t('reconcile.importLeft', { count: left.length })}
            </summary>
            <ul className="mt-1.5 space-y-1.5">
              {left.map((row) => (
                <li key={row.row}>
                  <span className="font-medium">
                    {t('reconcile.importRow', { row: row.row, text: row.text })}
                  </span>
                  <span className="block">{row.reason}</span>
                </li>
              ))}
            </ul>
          </details>
        </Notice>
      )}
    </div>
  );
}
