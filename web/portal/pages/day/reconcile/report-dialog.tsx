import { useState } from 'react';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { enterReport, type TillReport } from '../../../api/reconciliation.ts';
import type { DayDetail } from '../../../api/sales.types.ts';
import { useText } from '../../../i18n/use-text.ts';
import { exponentOf } from '../../../lib/format.ts';
import { type ImportedReport, ImportedRows } from './imported-rows.tsx';
import { namesOf, readTyped, toTyped } from './report-fields.ts';
import { useDecision } from './use-decision.ts';

/** Typing in the till's closing report, under the names our day has. */
export function ReportDialog(props: {
  venueId: string;
  day: DayDetail;
  currency: string;
  report: TillReport | null;
  /** Read from a file, to be looked over. */
  imported: ImportedReport | null;
  onClose: () => void;
}) {
  const { t } = useText();
  const { venueId, day, currency, imported } = props;
  const exponent = exponentOf(currency);
  const names = namesOf(day, props.report, imported?.report ?? null);
  // What the file tells takes the place of what was entered; the rest stays.
  const [typed, setTyped] = useState(() => ({
    ...toTyped(props.report, exponent),
    ...toTyped(imported?.report ?? null, exponent),
  }));
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const at = { venueId, businessDate: day.businessDate };
  const save = useDecision(at, (report: TillReport) => enterReport(at, report), props.onClose);
  const submit = () => {
    const read = readTyped(typed, names, exponent);
    if ('wrong' in read) setWrong(read.wrong);
    else save.mutate(read.report);
  };
  const field = (name: string, label: string) => (
    <TextField
      key={name}
      label={label}
      inputMode="decimal"
      value={typed[name] ?? ''}
      error={wrong.includes(name) ? t('reconcile.notAnAmount') : undefined}
      onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
    />
  );
  return (
    <Dialog
      isOpen
      onClose={props.onClose}
      closeLabel={t('action.close')}
      title={t('reconcile.report')}
      description={t('reconcile.reportText')}
      footer={
        <>
          <Button onClick={props.onClose}>{t('action.cancel')}</Button>
          <Button look="primary" isBusy={save.isPending} onClick={submit}>
            {t('reconcile.save')}
          </Button>
        </>
      }
    >
      <form
        className="space-y-5"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {imported && <ImportedRows imported={imported} />}
        <div className="grid gap-3 sm:grid-cols-2">
          {field('net', t('reconcile.net'))}
          {field('tax', t('reconcile.tax'))}
        </div>
        <NamedFields title={t('reconcile.byCategory')}>
          {names.categories.map((name) => field(`category ${name}`, name || t('uncategorised')))}
        </NamedFields>
        <NamedFields title={t('reconcile.byTender')}>
          {names.tenders.map((name) => field(`tender ${name}`, name))}
        </NamedFields>
        <button type="submit" className="hidden" aria-hidden tabIndex={-1} />
      </form>
    </Dialog>
  );
}

function NamedFields(props: { title: string; children: React.ReactNode[] }) {
  if (props.children.length === 0) return null;
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-semibold">{props.title}</legend>
      <div className="grid gap-3 sm:grid-cols-2">{props.children}</div>
    </fieldset>
  );
}
