import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon, type IconName } from './icon.tsx';

type NoticeTone = 'info' | 'good' | 'warn' | 'bad';

const looks: Record<NoticeTone, { box: string; icon: IconName }> = {
  info: { box: 'bg-sunken text-ink-2', icon: 'info' },
  good: { box: 'bg-good-soft text-good', icon: 'check' },
  warn: { box: 'bg-warn-soft text-warn', icon: 'warning' },
  bad: { box: 'bg-bad-soft text-bad', icon: 'warning' },
};

/** A sentence that matters, in its place. `isAlert` reads it out when it appears. */
export function Notice(props: {
  tone?: NoticeTone;
  children: ReactNode;
  isAlert?: boolean;
  className?: string;
  action?: ReactNode;
}) {
  const look = looks[props.tone ?? 'info'];
  return (
    <div
      role={props.isAlert ? 'alert' : undefined}
      className={cx(
        'flex flex-wrap gap-x-3 gap-y-2 rounded-md px-3 py-2.5 text-sm',
        look.box,
        props.className,
      )}
    >
      <div className="flex min-w-56 flex-1 gap-2.5">
        <Icon name={look.icon} size={17} className="mt-px" />
        <div className="min-w-0 flex-1 break-words">{props.children}</div>
      </div>
      {props.action}
    </div>
  );
}
