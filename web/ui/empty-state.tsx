import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon, type IconName } from './icon.tsx';

/** Says what is not here, why, and what to do next. */
export function EmptyState(props: {
  icon: IconName;
  title: string;
  /** True where this is all there is on the page. */
  isPage?: boolean;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  const Heading = props.isPage ? 'h1' : 'h2';
  return (
    <div className={cx('flex flex-col items-center px-6 py-10 text-center', props.className)}>
      <span className="mb-3 grid size-11 place-items-center rounded-full bg-sunken text-ink-3">
        <Icon name={props.icon} size={22} />
      </span>
      <Heading className="text-md font-semibold">{props.title}</Heading>
      {props.children && <div className="mt-1 max-w-md text-ink-2">{props.children}</div>}
      {props.action && (
        <div className="mt-5 flex flex-wrap justify-center gap-2">{props.action}</div>
      )}
    </div>
  );
}
