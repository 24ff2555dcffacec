import { useEffect, useRef, useState } from 'react';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { enterReport, type TillReport } from '../../../api/reconciliation.ts';
import type { DayDetail } from '../../../api/sales.types.ts';
import { useText } from '../../../i18n/use-text.ts';
import { exponentOf } from '../../../lib/format.ts';
import { figureName } from './figure-name.ts';
import { type ImportedReport, ImportedRows } from './imported-rows.tsx';
import { type DraftFaults, type DraftRow, draftOf, readDraft } from './report-draft.ts';
import { ReportRows } from './report-rows.tsx';
import { useDecision } from './use-decision.ts';
import { useFaultText } from './use-fault-text.ts';

const dimensions = ['tax', 'category', 'tender'] as const;

/** Typing in the till's closing report, under the names our day has and any others it tells. */
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
  const [draft, setDraft] = useState(() =>
    draftOf(day, [props.report, imported?.report ?? null], exponent),
  );
  const [faults, setFaults] = useState<DraftFaults>({});
  const faultText = useFaultText(currency);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (Object.keys(faults).length === 0) return;
    const first = form.current?.querySelector<HTMLElement>('[aria-invalid]');
    first?.focus({ preventScroll: true });
    // With its label and what is wrong with it.
    first?.scrollIntoView({ block: 'center' });
  }, [faults]);
  const at = { venueId, businessDate: day.businessDate };
  const save = useDecision(
    at,
    (report: TillReport | null) => enterReport(at, report),
    props.onClose,
  );
  const labelOf = (row: DraftRow) => figureName(row, t);
  const submit = () => {
    const read = readDraft(draft, exponent, labelOf);
    if ('faults' in read) setFaults(read.faults);
    else save.mutate(read.report);
  };
  const sum = (name: 'net' | 'tax') => (
    <TextField
      label={t(`reconcile.${name}`)}
      inputMode="decimal"
      value={draft[name]}
      error={faultText(faults[name])}
      onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
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
        ref={form}
        className="space-y-5"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {imported && <ImportedRows imported={imported} />}
        <div className="grid gap-3 sm:grid-cols-2">
          {sum('net')}
          {sum('tax')}
        </div>
        {dimensions.map((dimension) => (
          <ReportRows
            key={dimension}
            dimension={dimension}
            rows={draft.rows}
            labelOf={labelOf}
            errorOf={(field) => faultText(faults[field])}
            onChange={(change) => setDraft({ ...draft, rows: change(draft.rows) })}
          />
        ))}
        <button type="submit" className="hidden" aria-hidden tabIndex={-1} />
      </form>
    </Dialog>
  );
}
