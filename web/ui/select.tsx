import { type ReactNode, useRef } from 'react';
import { cx } from './cx.ts';
import { Field, inputClass } from './field.tsx';
import { Icon } from './icon.tsx';
import { useDropDown } from './use-drop-down.ts';
import { useListbox } from './use-listbox.ts';

export interface Option {
  value: string;
  label: string;
  hint?: string;
}

interface SelectProps {
  value: string;
  onChange: (value: string) => void;
  options: readonly Option[];
  placeholder?: string | undefined;
}

/** A labelled drop-down; options may carry a second, quieter line. */
export function SelectField(
  props: SelectProps & {
    label: ReactNode;
    help?: ReactNode;
    error?: string | undefined;
    className?: string;
  },
) {
  return (
    <Field
      label={props.label}
      help={props.help}
      error={props.error}
      {...(props.className === undefined ? {} : { className: props.className })}
    >
      {(control) => <Select {...props} control={control} />}
    </Field>
  );
}

function Select(
  props: SelectProps & {
    control: {
      id: string;
      'aria-describedby': string | undefined;
      'aria-invalid': true | undefined;
    };
  },
) {
  const { options, control } = props;
  const trigger = useRef<HTMLButtonElement>(null);
  const selectedIndex = options.findIndex((option) => option.value === props.value);
  const listbox = useListbox({
    labels: options.map((option) => option.label),
    selectedIndex,
    onChoose: (index) => {
      const option = options[index];
      if (option) props.onChange(option.value);
    },
  });
  const list = useDropDown({ ...listbox, trigger });
  const selected = options[selectedIndex];
  const listId = `${control.id}-list`;
  const optionId = (index: number) => `${listId}-${index}`;
  return (
    <>
      <button
        {...control}
        ref={trigger}
        type="button"
        role="combobox"
        aria-haspopup="listbox"
        aria-expanded={listbox.isOpen}
        aria-controls={listId}
        aria-activedescendant={listbox.isOpen ? optionId(listbox.activeIndex) : undefined}
        onClick={() => (listbox.isOpen ? listbox.close() : listbox.open())}
        onKeyDown={listbox.onKeyDown}
        className={cx(inputClass, 'flex items-center justify-between gap-2 text-left')}
      >
        <span className={cx('truncate', !selected && 'text-ink-3')}>
          {selected?.label ?? props.placeholder}
        </span>
        <Icon name="chevronUpDown" size={16} className="text-ink-3" />
      </button>
      {listbox.isOpen && (
        <div
          ref={list}
          id={listId}
          popover="manual"
          role="listbox"
          tabIndex={-1}
          aria-labelledby={`${control.id}-label`}
          className="fixed inset-auto m-0 animate-[fade-in_.1s] overflow-y-auto rounded-lg border border-line bg-surface p-1 text-ink shadow-float"
        >
          {options.map((option, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the button's, which keeps the focus
            <div
              key={option.value}
              id={optionId(index)}
              role="option"
              tabIndex={-1}
              aria-selected={index === selectedIndex}
              onPointerMove={() => listbox.setActiveIndex(index)}
              onClick={() => listbox.choose(index)}
              className={cx(
                'relative cursor-pointer rounded-md py-1.5 pr-9 pl-2.5 select-none',
                index === listbox.activeIndex && 'bg-hover',
              )}
            >
              {option.label}
              {option.hint && <span className="block text-xs text-ink-3">{option.hint}</span>}
              {index === selectedIndex && (
                <Icon name="check" size={16} className="absolute top-2.5 right-2.5 text-accent" />
              )}
            </div>
          ))}
        </div>
      )}
    </>
  );
}
