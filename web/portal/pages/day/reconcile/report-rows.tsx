import { useRef } from 'react';
import { Button, IconButton } from '../../../../ui/button.tsx';
import { TextField } from '../../../../ui/field.tsx';
import type { MessageId } from '../../../i18n/en.ts';
import { useText } from '../../../i18n/use-text.ts';
import { type DraftRow, emptyRow, type NamedDimension } from './report-draft.ts';

const words: Record<NamedDimension, { title: MessageId; add: MessageId }> = {
  tax: { title: 'reconcile.byTax', add: 'reconcile.addTax' },
  category: { title: 'reconcile.byCategory', add: 'reconcile.addCategory' },
  tender: { title: 'reconcile.byTender', add: 'reconcile.addTender' },
};

interface RowsProps {
  dimension: NamedDimension;
  /** Of all dimensions. */
  rows: readonly DraftRow[];
  labelOf: (row: DraftRow) => string;
  errorOf: (field: string) => string | undefined;
  onChange: (change: (rows: readonly DraftRow[]) => DraftRow[]) => void;
}

/** The report's figures of one kind: a field for each of our names, and rows with names of its own. */
export function ReportRows(props: RowsProps) {
  const { t } = useText();
  const { dimension, labelOf, errorOf, onChange } = props;
  const added = useRef({ count: 0, id: '' });
  const rows = props.rows.filter((row) => row.dimension === dimension);
  const [ours, others] = [rows.filter((row) => row.isOurs), rows.filter((row) => !row.isOurs)];
  const put = (id: string, more: Partial<DraftRow>) =>
    onChange((all) => all.map((row) => (row.id === id ? { ...row, ...more } : row)));
  const add = () => {
    const count = added.current.count + 1;
    const id = `${dimension} #${count}`;
    added.current = { count, id };
    onChange((all) => [...all, emptyRow(dimension, id)]);
  };
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-semibold">{t(words[dimension].title)}</legend>
      {ours.length > 0 && (
        <div className="mb-3 grid gap-3 sm:grid-cols-2">
          {ours.map((row) => (
            <TextField
              key={row.id}
              label={labelOf(row)}
              inputMode="decimal"
              value={row.amount}
              error={errorOf(`${row.id} amount`)}
              onChange={(event) => put(row.id, { amount: event.target.value })}
            />
          ))}
        </div>
      )}
      {others.map((row) => (
        <OtherRow
          key={row.id}
          row={row}
          errorOf={errorOf}
          isNew={added.current.id === row.id}
          onChange={(more) => put(row.id, more)}
          onRemove={() => onChange((all) => all.filter(({ id }) => id !== row.id))}
        />
      ))}
      <Button size="sm" icon="plus" onClick={add}>
        {t(words[dimension].add)}
      </Button>
    </fieldset>
  );
}

/** A name the report tells and our day does not have. */
function OtherRow(props: {
  row: DraftRow;
  errorOf: (field: string) => string | undefined;
  isNew: boolean;
  onChange: (more: Partial<DraftRow>) => void;
  onRemove: () => void;
}) {
  const { t } = useText();
  const { row, errorOf, onChange } = props;
  return (
    <div className="mb-3 grid grid-cols-[1fr_1fr_auto] items-start gap-3">
      <TextField
        label={t('reconcile.name')}
        value={row.name}
        maxLength={500}
        // Somebody just asked for this row, to type its name.
        autoFocus={props.isNew}
        error={errorOf(`${row.id} name`)}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <TextField
        label={t('reconcile.amount')}
        inputMode="decimal"
        value={row.amount}
        error={errorOf(`${row.id} amount`)}
        onChange={(event) => onChange({ amount: event.target.value })}
      />
      <IconButton
        icon="close"
        label={
          row.name.trim() === ''
            ? t('reconcile.removeUnnamed')
            : t('reconcile.removeRow', { name: row.name.trim() })
        }
        className="mt-6.5"
        onClick={props.onRemove}
      />
    </div>
  );
}
