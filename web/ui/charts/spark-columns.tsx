import { cx } from '../cx.ts';

export interface SparkColumn {
  id: string;
  value: number | null;
  isLast: boolean;
}

const height = 44;
const step = 10;
const columnWidth = 7;

/** A word-sized column chart; unknown days are a dot on the base line. `summary` says it in words. */
export function SparkColumns(props: {
  columns: readonly SparkColumn[];
  summary: string;
  className?: string;
}) {
  const top = Math.max(1, ...props.columns.map((column) => column.value ?? 0));
  const width = props.columns.length * step;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={props.summary}
      preserveAspectRatio="none"
      className={cx('block h-11 w-full', props.className)}
    >
      {props.columns.map((column, index) => {
        const isUnknown = column.value === null;
        const size = isUnknown ? 2 : Math.max(1.5, ((column.value ?? 0) / top) * (height - 2));
        return (
          <rect
            key={column.id}
            x={index * step + (step - columnWidth) / 2}
            y={height - size}
            width={columnWidth}
            height={size}
            rx={1.2}
            className={isUnknown ? 'fill-line-strong' : column.isLast ? 'fill-bar' : 'fill-bar/45'}
          />
        );
      })}
    </svg>
  );
}
