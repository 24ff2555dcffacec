import { SelectField } from '../../../ui/select.tsx';
import { type ColumnRole, columnRoles, type FileColumn } from '../../api/files.types.ts';
import { type MessageId, useText } from '../../i18n/use-text.ts';

const hints: Partial<Record<ColumnRole, MessageId>> = {
  gross: 'role.hint.gross',
  net: 'role.hint.net',
  modifiers: 'role.hint.modifiers',
  kind: 'role.hint.kind',
  state: 'role.hint.state',
  discount: 'role.hint.discount',
  tax: 'role.hint.tax',
  customer: 'role.hint.customer',
};

/** Each column of a file with some of its values, and the role it plays. */
export function ColumnRoles(props: {
  columns: readonly FileColumn[];
  roles: Readonly<Record<string, ColumnRole>>;
  onChange: (column: string, role: ColumnRole) => void;
}) {
  const { t } = useText();
  const options = columnRoles.map((role) => {
    const hint = hints[role];
    return { value: role, label: t(`role.${role}`), ...(hint ? { hint: t(hint) } : {}) };
  });
  return (
    <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
      {props.columns.map((column) => (
        <SelectField
          key={column.normalised}
          label={column.header}
          help={<Samples samples={column.samples} />}
          value={props.roles[column.normalised] ?? 'ignore'}
          onChange={(role) => props.onChange(column.normalised, role as ColumnRole)}
          options={options}
        />
      ))}
    </div>
  );
}

function Samples(props: { samples: readonly string[] }) {
  const { t } = useText();
  if (props.samples.length === 0) return <em>{t('mapping.noSamples')}</em>;
  return (
    <>
      {props.samples.map((sample) => (
        <span key={sample} data-till className="mr-3 font-mono break-all">
          {sample}
        </span>
      ))}
    </>
  );
}
