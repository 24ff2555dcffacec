import type { ReactNode } from 'react';

/** A small card over a point of a chart, kept inside it; what it says is also in the table view. */
export function ChartTooltip(props: {
  left: number;
  top: number;
  width: number;
  children: ReactNode;
}) {
  const share = props.width > 0 ? props.left / props.width : 0.5;
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute z-10 rounded-md border border-line bg-surface px-2.5 py-1.5 text-xs whitespace-nowrap shadow-float"
      style={{
        left: props.left,
        top: props.top,
        transform: `translate(${-100 * Math.min(0.95, Math.max(0.05, share))}%, calc(-100% - 6px))`,
      }}
    >
      {props.children}
    </div>
  );
}
