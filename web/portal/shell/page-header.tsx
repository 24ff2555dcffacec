import type { ReactNode } from 'react';
import { cx } from '../../ui/cx.ts';
import { useDocumentTitle } from './document-title.ts';

/** May not fit a phone in four lines. */
const longTitle = 80;

/** A page's head: its one h1 (also the document's title), a quieter line, and its actions. */
export function PageHeader(props: {
  title: string;
  documentTitle?: string;
  hint?: ReactNode;
  before?: ReactNode;
  actions?: ReactNode;
  /** Small actions stay beside the title on a phone, too. */
  hasSmallActions?: boolean;
}) {
  const documentTitle = props.documentTitle ?? props.title;
  useDocumentTitle(documentTitle);
  return (
    <header
      className={cx(
        'relative mb-5 flex items-end justify-between gap-x-6 gap-y-3 md:mb-6',
        !props.hasSmallActions && 'flex-wrap',
      )}
    >
      <div className="min-w-0">
        {props.before && props.hasSmallActions ? (
          <div className="max-sm:min-h-9">{props.before}</div>
        ) : (
          props.before
        )}
        <h1
          className="line-clamp-4 text-xl font-semibold wrap-anywhere first-letter:uppercase"
          title={props.title.length > longTitle ? props.title : undefined}
        >
          {props.title}
        </h1>
        {props.hint && <div className="mt-0.5 text-ink-2">{props.hint}</div>}
      </div>
      {props.actions && (
        <div
          className={cx(
            'flex items-center gap-2',
            !props.hasSmallActions && 'flex-wrap',
            // On a phone they share the line of the way back, and the title has its own.
            props.hasSmallActions === true &&
              props.before !== undefined &&
              'max-sm:absolute max-sm:-top-2 max-sm:right-0',
          )}
        >
          {props.actions}
        </div>
      )}
    </header>
  );
}
