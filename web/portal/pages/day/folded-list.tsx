import { type ReactNode, type RefAttributes, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Button } from '../../../ui/button.tsx';
import { useText } from '../../i18n/use-text.ts';

/** A list that is not much longer is shown whole: folding would save nothing. */
const shownAtOnce = 8;
const shownWhole = 10;

type EntryProps = RefAttributes<HTMLLIElement> & { tabIndex?: number };

/** A list of changes whose rest is shown on demand; its first entry then takes the focus. */
export function FoldedList<Entry>(props: {
  as: 'ol' | 'ul';
  entries: readonly Entry[];
  className: string;
  /** One `li`; it takes `entry` as its attributes. */
  children: (each: Entry, entry: EntryProps) => ReactNode;
}) {
  const { t } = useText();
  const listId = useId();
  const firstOfRest = useRef<HTMLLIElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [isUnfolded, setIsUnfolded] = useState(false);
  const { as: List, entries } = props;
  const isLong = entries.length > shownWhole;
  const shown = isLong && !isUnfolded ? entries.slice(0, shownAtOnce) : entries;
  const toggle = () => {
    flushSync(() => setIsUnfolded(!isUnfolded));
    if (isUnfolded) button.current?.scrollIntoView({ block: 'nearest' });
    else firstOfRest.current?.focus({ preventScroll: true });
  };
  return (
    <>
      <List id={listId} className={props.className}>
        {shown.map((each, at) =>
          props.children(
            each,
            isLong && at === shownAtOnce ? { ref: firstOfRest, tabIndex: -1 } : {},
          ),
        )}
      </List>
      {isLong && (
        <Button
          ref={button}
          size="sm"
          look="ghost"
          className="mt-1 -ml-2"
          aria-expanded={isUnfolded}
          aria-controls={listId}
          onClick={toggle}
        >
          {isUnfolded
            ? t('day.showFewerChanges')
            : t('day.showAllChanges', { count: entries.length })}
        </Button>
      )}
    </>
  );
}
