import { type ReactNode, useState } from 'react';
import { cx } from './cx.ts';
import { Field, inputClass } from './field.tsx';
import { Icon } from './icon.tsx';

/** Masked while typed, with a reveal toggle. Browsers are asked not to keep what is typed. */
export function SecretField(props: {
  label: ReactNode;
  help?: ReactNode;
  error?: string | undefined;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  revealLabel: string;
  hideLabel: string;
  className?: string;
}) {
  const [isShown, setIsShown] = useState(false);
  return (
    <Field
      label={props.label}
      help={props.help}
      error={props.error}
      {...(props.className === undefined ? {} : { className: props.className })}
    >
      {(control) => (
        <div className="relative">
          <input
            {...control}
            type={isShown ? 'text' : 'password'}
            value={props.value}
            onChange={(event) => props.onChange(event.target.value)}
            placeholder={props.placeholder}
            autoComplete="new-password"
            autoCapitalize="off"
            spellCheck={false}
            data-1p-ignore
            className={cx(inputClass, 'pr-11 font-mono')}
          />
          <button
            type="button"
            aria-pressed={isShown}
            aria-label={isShown ? props.hideLabel : props.revealLabel}
            title={isShown ? props.hideLabel : props.revealLabel}
            onClick={() => setIsShown(!isShown)}
            className="absolute inset-y-1 right-1 grid w-9 place-items-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink"
          >
            <Icon name={isShown ? 'eyeOff' : 'eye'} size={17} />
          </button>
        </div>
      )}
    </Field>
  );
}
