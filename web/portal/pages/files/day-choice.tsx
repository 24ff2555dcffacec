import { type ReactNode, useId } from 'react';
import { cx } from '../../../ui/cx.ts';
import { inputClass } from '../../../ui/field.tsx';
import { useText } from '../../i18n/use-text.ts';
import { salesDateFirst } from '../../lib/dates.ts';

/** Of which business day the rows of a file without dates are: told once for all files, or for one. */
export function DayChoice(props: {
  value: string | undefined;
  /** Dates that the file's titles name. */
  suggested: readonly string[];
  onChange: (day: string) => void;
}) {
  const { t } = useText();
  const { value } = props;
  const isNamed = value !== undefined && value !== 'received' && value !== 'before';
  const named = isNamed ? value : (props.suggested[0] ?? '');
  const choose = (day: string) => () => props.onChange(day);
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 font-medium">{t('mapping.day')}</legend>
      <div className="grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
        <Day isChosen={value === 'received'} onChoose={choose('received')}>
          {t('mapping.day.received')}
        </Day>
        <Day isChosen={value === 'before'} onChoose={choose('before')}>
          {t('mapping.day.before')}
        </Day>
        <Day isChosen={isNamed} onChoose={choose(named)}>
          {t('mapping.day.named')}
          <input
            type="date"
            min={salesDateFirst}
            aria-label={t('mapping.day.date')}
            value={named}
            onChange={(event) => props.onChange(event.target.value)}
            className={cx(inputClass, 'mt-2')}
          />
        </Day>
      </div>
      <p className="mt-2 text-sm text-ink-3">{t('mapping.day.help')}</p>
    </fieldset>
  );
}

function Day(props: { isChosen: boolean; onChoose: () => void; children: ReactNode }) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className={cx(
        'flex cursor-pointer gap-2.5 rounded-lg border px-3 py-2.5 transition-colors',
        'has-focus-visible:outline-2 has-focus-visible:outline-accent',
        props.isChosen
          ? 'border-accent bg-accent-soft'
          : 'border-control/70 bg-surface hover:bg-hover',
      )}
    >
      <input
        id={id}
        type="radio"
        checked={props.isChosen}
        onChange={props.onChoose}
        className="mt-0.5 size-4.5 shrink-0 accent-accent"
      />
      <span className="min-w-0 flex-1 font-medium">{props.children}</span>
    </label>
  );
}
