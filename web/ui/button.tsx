import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon, type IconName } from './icon.tsx';

type Look = 'primary' | 'secondary' | 'ghost' | 'danger';
type Size = 'sm' | 'md';

const looks: Record<Look, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover border-transparent',
  secondary: 'bg-surface text-ink border-line-strong hover:bg-hover shadow-card',
  ghost: 'bg-transparent text-ink-2 border-transparent hover:bg-hover hover:text-ink',
  danger: 'bg-surface text-bad border-line-strong hover:bg-bad-soft hover:border-bad/40',
};

const sizes: Record<Size, string> = {
  sm: 'h-8 px-2.5 text-sm gap-1.5 rounded-md',
  md: 'h-9 px-3.5 text-base gap-2 rounded-md',
};

/** The classes of a button, for links that look like one. */
export const buttonClass = (look: Look = 'secondary', size: Size = 'md'): string =>
  cx(
    'inline-flex items-center justify-center border font-medium whitespace-nowrap select-none',
    'transition-colors duration-100 disabled:opacity-55 disabled:pointer-events-none',
    'aria-disabled:opacity-55',
    looks[look],
    sizes[size],
  );

export function Button(
  props: ComponentProps<'button'> & {
    look?: Look;
    size?: Size;
    icon?: IconName;
    isBusy?: boolean;
    children?: ReactNode;
  },
) {
  const { look, size, icon, isBusy, className, children, type, disabled, ...rest } = props;
  return (
    <button
      type={type ?? 'button'}
      className={cx(buttonClass(look, size), className)}
      disabled={disabled === true || isBusy === true}
      aria-busy={isBusy === true || undefined}
      {...rest}
    >
      {icon && <Icon name={icon} size={16} className={isBusy ? 'animate-pulse' : ''} />}
      {children}
    </button>
  );
}

/** A square button that shows only an icon; `label` is its name and its tooltip. */
export function IconButton(
  props: Omit<ComponentProps<'button'>, 'children'> & {
    icon: IconName;
    label: string;
    look?: Look;
    size?: Size;
  },
) {
  const { icon, label, look, size, className, type, ...rest } = props;
  return (
    <button
      type={type ?? 'button'}
      aria-label={label}
      title={label}
      className={cx(buttonClass(look ?? 'ghost', size), 'aspect-square !px-0', className)}
      {...rest}
    >
      <Icon name={icon} size={17} />
    </button>
  );
}
