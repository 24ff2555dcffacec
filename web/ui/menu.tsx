import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon, type IconName } from './icon.tsx';

const itemClass =
  'flex min-h-8.5 w-full cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-1 text-left outline-none select-none data-highlighted:bg-hover';

/** A drop-down menu; `trigger` must be a button. */
export function Menu(props: {
  trigger: ReactNode;
  children: ReactNode;
  align?: 'start' | 'end';
  side?: 'top' | 'bottom';
}) {
  return (
    // Not modal: the page stays readable and operable for everybody while a menu is open.
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{props.trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={props.align ?? 'start'}
          side={props.side ?? 'bottom'}
          sideOffset={6}
          collisionPadding={8}
          className="z-60 max-h-(--radix-dropdown-menu-content-available-height) min-w-56 max-w-80 animate-[fade-in_.1s] overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-float"
        >
          {props.children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function MenuItem(props: {
  icon?: IconName;
  children: ReactNode;
  onSelect?: () => void;
  asChild?: boolean;
}) {
  if (props.asChild) {
    return (
      <Radix.Item asChild className={itemClass}>
        {props.children}
      </Radix.Item>
    );
  }
  return (
    <Radix.Item className={itemClass} onSelect={() => props.onSelect?.()}>
      {props.icon && <Icon name={props.icon} size={17} className="text-ink-3" />}
      {props.children}
    </Radix.Item>
  );
}

/** One of several; the chosen one carries a check mark. */
export function MenuChoices(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  choices: readonly { value: string; label: ReactNode; hint?: ReactNode }[];
}) {
  return (
    <Radix.RadioGroup value={props.value} onValueChange={props.onChange} aria-label={props.label}>
      <Radix.Label className="px-2.5 pt-2 pb-1 text-xs font-medium text-ink-3">
        {props.label}
      </Radix.Label>
      {props.choices.map((choice) => (
        <Radix.RadioItem key={choice.value} value={choice.value} className={itemClass}>
          <span className="min-w-0 flex-1">
            <span className="block truncate">{choice.label}</span>
            {choice.hint && (
              <span className="block truncate text-xs text-ink-3">{choice.hint}</span>
            )}
          </span>
          <Radix.ItemIndicator className="text-accent">
            <Icon name="check" size={16} />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export function MenuSeparator(props: { className?: string }) {
  return <Radix.Separator className={cx('mx-1 my-1 h-px bg-line', props.className)} />;
}
