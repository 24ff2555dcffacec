import type { ReactNode } from 'react';

/** One figure with its name above and a remark below. */
export function Stat(props: { label: string; value: ReactNode; note?: ReactNode }) {
  return (
    <div className="min-w-0 px-4 py-3.5 sm:px-5">
      <dt className="text-xs font-medium text-ink-3">{props.label}</dt>
      <dd className="mt-0.5">
        <span className="block truncate text-lg font-semibold tracking-tight">{props.value}</span>
        {props.note && <span className="mt-0.5 block text-xs text-ink-3">{props.note}</span>}
      </dd>
    </div>
  );
}

/** Figures side by side on one surface. */
export function StatRow(props: { label: string; children: ReactNode; className?: string }) {
  return (
    <dl
      aria-label={props.label}
      className={`grid divide-line rounded-lg border border-line bg-surface shadow-card ${props.className ?? ''}`}
    >
      {props.children}
    </dl>
  );
}
