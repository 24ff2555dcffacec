import { useId } from 'react';
import { Field, inputClass } from '../../ui/field.tsx';
import { useText } from '../i18n/use-text.ts';

const zones = Intl.supportedValuesOf('timeZone');

/** An IANA zone with suggestions as one types. */
export function TimeZoneField(props: {
  value: string;
  onChange: (zone: string) => void;
  error?: string | undefined;
  help?: string | undefined;
}) {
  const { t } = useText();
  const listId = useId();
  return (
    <Field label={t('venue.timeZone')} help={props.help} error={props.error}>
      {(control) => (
        <>
          <input
            {...control}
            list={listId}
            value={props.value}
            onChange={(event) => props.onChange(event.target.value)}
            autoComplete="off"
            spellCheck={false}
            required
            className={inputClass}
          />
          <datalist id={listId}>
            {zones.map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
