import { type ComponentProps, type ReactNode, useId } from 'react';
import { cx } from './cx.ts';

export const inputClass = cx(
  'block w-full rounded-md border border-control/70 bg-surface px-3 text-md sm:text-base text-ink',
  'h-10 sm:h-9 transition-colors hover:border-control aria-invalid:border-bad',
  'disabled:opacity-60',
  'focus-visible:outline-offset-0',
);

/** A label, its control, and one line below: the error if there is one, else the help. */
export function Field(props: {
  label: ReactNode;
  help?: ReactNode;
  error?: string | undefined;
  className?: string;
  children: (control: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': true | undefined;
  }) => ReactNode;
}) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = props.error ?? props.help;
  return (
    <div className={cx('min-w-0', props.className)}>
      <label id={`${id}-label`} htmlFor={id} className="mb-1.5 block text-sm font-medium text-ink">
        {props.label}
      </label>
      {props.children({
        id,
        'aria-describedby': note ? noteId : undefined,
        'aria-invalid': props.error ? true : undefined,
      })}
      {note && (
        <p id={noteId} className={cx('mt-1.5 text-xs', props.error ? 'text-bad' : 'text-ink-3')}>
          {note}
        </p>
      )}
    </div>
  );
}

export function TextField(
  props: Omit<ComponentProps<'input'>, 'id' | 'className'> & {
    label: ReactNode;
    help?: ReactNode;
    error?: string | undefined;
    className?: string;
  },
) {
  const { label, help, error, className, ...input } = props;
  return (
    <Field
      label={label}
      help={help}
      error={error}
      {...(className === undefined ? {} : { className })}
    >
      {(control) => <input {...input} {...control} className={inputClass} />}
    </Field>
  );
}
