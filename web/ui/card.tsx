import { type ReactNode, useId } from 'react';
import { cx } from './cx.ts';

/** A titled section on its own surface. The title names the region for assistive technology. */
export function Card(props: {
  title?: ReactNode;
  hint?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
  isFlush?: boolean;
}) {
  const titleId = useId();
  return (
    <section
      aria-labelledby={props.title ? titleId : undefined}
      className={cx(
        'min-w-0 rounded-lg border border-line bg-surface shadow-card',
        props.className,
      )}
    >
      {props.title && (
        <header className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 pt-3 pb-2 sm:px-5">
          <div className="min-w-0">
            <h2 id={titleId} className="text-base font-semibold">
              {props.title}
            </h2>
            {props.hint && <p className="text-xs text-ink-3">{props.hint}</p>}
          </div>
          {props.actions}
        </header>
      )}
      <div
        className={cx(
          !props.isFlush && 'px-4 pb-4 sm:px-5 sm:pb-5',
          !props.title && !props.isFlush && 'pt-4 sm:pt-5',
        )}
      >
        {props.children}
      </div>
    </section>
  );
}
