import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export interface BarRow {
  id: string;
  label: ReactNode;
  note?: ReactNode;
  figure: ReactNode;
  /** 0..1 of the longest bar. */
  share: number;
}

/** Ranked rows with a bar behind each; pressing one chooses it. */
export function BarList(props: {
  label: string;
  rows: readonly BarRow[];
  selectedId?: string | undefined;
  onSelect: (id: string) => void;
}) {
  return (
    <ul aria-label={props.label} className="-mx-2 space-y-0.5">
      {props.rows.map((row) => (
        <li key={row.id}>
          <button
            type="button"
            aria-pressed={props.selectedId === row.id}
            onClick={() => props.onSelect(row.id)}
            className={cx(
              'relative flex w-full items-baseline gap-3 overflow-hidden rounded-md px-2 py-1.5 text-left transition-colors hover:bg-hover',
              props.selectedId === row.id && 'inset-ring-2 inset-ring-accent',
            )}
          >
            <span
              aria-hidden
              className="absolute inset-y-0.5 left-0 rounded-sm bg-bar/16"
              style={{ width: `${Math.max(0, row.share) * 100}%` }}
            />
            <span className="relative min-w-0 flex-1 truncate">{row.label}</span>
            {row.note && <span className="tnum relative text-sm text-ink-2">{row.note}</span>}
            <span className="tnum relative min-w-24 text-right font-medium">{row.figure}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
