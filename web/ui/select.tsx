import { Select as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Field, inputClass } from './field.tsx';
import { Icon } from './icon.tsx';

export interface Option {
  value: string;
  label: string;
  hint?: string;
}

/** A labelled drop-down; options may carry a second, quieter line. */
export function SelectField(props: {
  label: ReactNode;
  help?: ReactNode;
  error?: string | undefined;
  value: string;
  onChange: (value: string) => void;
  options: readonly Option[];
  placeholder?: string;
  className?: string;
}) {
  return (
    <Field
      label={props.label}
      help={props.help}
      error={props.error}
      {...(props.className === undefined ? {} : { className: props.className })}
    >
      {(control) => (
        <Radix.Root value={props.value} onValueChange={props.onChange}>
          <Radix.Trigger
            {...control}
            className={cx(
              inputClass,
              'flex items-center justify-between gap-2 text-left data-placeholder:text-ink-3',
            )}
          >
            <span className="truncate">
              <Radix.Value placeholder={props.placeholder} />
            </span>
            <Radix.Icon asChild>
              <Icon name="chevronUpDown" size={16} className="text-ink-3" />
            </Radix.Icon>
          </Radix.Trigger>
          <Radix.Portal>
            <Radix.Content
              position="popper"
              sideOffset={4}
              className="z-60 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) max-w-[calc(100vw-1.5rem)] animate-[fade-in_.1s] overflow-hidden rounded-lg border border-line bg-surface p-1 shadow-float"
            >
              <Radix.Viewport>
                {props.options.map((option) => (
                  <Radix.Item
                    key={option.value}
                    value={option.value}
                    className="relative flex cursor-pointer flex-col rounded-md py-1.5 pr-9 pl-2.5 outline-none select-none data-highlighted:bg-hover"
                  >
                    <Radix.ItemText>{option.label}</Radix.ItemText>
                    {option.hint && <span className="text-xs text-ink-3">{option.hint}</span>}
                    <Radix.ItemIndicator className="absolute top-2 right-2.5 text-accent">
                      <Icon name="check" size={16} />
                    </Radix.ItemIndicator>
                  </Radix.Item>
                ))}
              </Radix.Viewport>
            </Radix.Content>
          </Radix.Portal>
        </Radix.Root>
      )}
    </Field>
  );
}
