import { type ReactNode, useId } from 'react';
import { cx } from './cx.ts';

export interface Choice<Value extends string> {
  value: Value;
  label: ReactNode;
}

/** One of a few, side by side; radio buttons underneath, so arrows and forms just work. */
export function ChoiceGroup<Value extends string>(props: {
  legend: string;
  isLegendHidden?: boolean;
  value: Value;
  onChange: (value: Value) => void;
  choices: readonly Choice<Value>[];
  className?: string;
}) {
  const name = useId();
  return (
    <fieldset className={cx('min-w-0', props.className)}>
      <legend className={props.isLegendHidden ? 'sr-only' : 'mb-1.5 text-sm font-medium'}>
        {props.legend}
      </legend>
      <div className="inline-flex max-w-full flex-wrap gap-0.5 rounded-lg border border-line bg-sunken p-0.5">
        {props.choices.map((choice) => (
          <label
            key={choice.value}
            className={cx(
              'flex h-7.5 cursor-pointer items-center gap-1.5 rounded-md px-3 text-sm font-medium whitespace-nowrap transition-colors',
              'has-focus-visible:outline-2 has-focus-visible:outline-accent',
              choice.value === props.value
                ? 'bg-surface text-ink shadow-card ring-1 ring-line-strong'
                : 'text-ink-2 hover:text-ink',
            )}
          >
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === props.value}
              onChange={() => props.onChange(choice.value)}
              className="sr-only"
            />
            {choice.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
