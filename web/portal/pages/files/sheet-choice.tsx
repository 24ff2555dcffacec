import { SelectField } from '../../../ui/select.tsx';
import { useText } from '../../i18n/use-text.ts';

/** No sheet is called so: all sheets with the columns of sales. */
const alike = '';

/** Which sheet of a workbook holds the sales; nothing where there is only one. */
export function SheetChoice(props: {
  sheets: readonly string[];
  value: string | undefined;
  onChange: (sheet: string | undefined) => void;
}) {
  const { t } = useText();
  if (props.sheets.length < 2) return null;
  return (
    <SelectField
      label={t('mapping.sheet')}
      help={t('mapping.sheet.help')}
      className="max-w-md"
      value={props.value ?? alike}
      onChange={(sheet) => props.onChange(sheet === alike ? undefined : sheet)}
      options={[
        { value: alike, label: t('mapping.sheet.alike'), hint: t('mapping.sheet.alikeHint') },
        ...props.sheets.map((name) => ({ value: name, label: name })),
      ]}
    />
  );
}
