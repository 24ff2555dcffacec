import { type ReactNode, useId } from 'react';

/** A check box with its label and an explanation below. */
export function Checkbox(props: {
  label: ReactNode;
  help?: ReactNode;
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="flex gap-3">
      <input
        id={id}
        type="checkbox"
        checked={props.isChecked}
        onChange={(event) => props.onChange(event.target.checked)}
        aria-describedby={props.help ? `${id}-help` : undefined}
        className="mt-0.5 size-4.5 shrink-0 cursor-pointer accent-accent"
      />
      <div className="min-w-0">
        <label htmlFor={id} className="cursor-pointer font-medium">
          {props.label}
        </label>
        {props.help && (
          <div id={`${id}-help`} className="mt-0.5 text-sm text-ink-2">
            {props.help}
          </div>
        )}
      </div>
    </div>
  );
}
