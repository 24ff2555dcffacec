import type { scaleBand, scaleLinear } from '@visx/scale';
import { Bar } from '@visx/shape';
import type { KeyboardEvent } from 'react';
import { cx } from '../cx.ts';
import type { Column } from './column-chart.tsx';

/** One column with its ghost, its tick and the invisible button over both. */
export function ChartColumn(props: {
  column: Column;
  x: ReturnType<typeof scaleBand<string>>;
  y: ReturnType<typeof scaleLinear<number>>;
  innerHeight: number;
  hasTick: boolean;
  isSelected: boolean;
  isQuiet: boolean;
  onShow: () => void;
  onHide: () => void;
  onSelect: () => void;
}) {
  const { column, x, y } = props;
  const left = x(column.id) ?? 0;
  const width = x.bandwidth();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    props.onSelect();
  };
  return (
    <g>
      {column.ghost !== null && column.ghost > 0 && (
        <Bar
          x={left - width * 0.12}
          y={y(column.ghost)}
          width={width * 1.24}
          height={y(0) - y(column.ghost)}
          rx={2}
          className="fill-ghost"
        />
      )}
      {column.value !== null && column.value !== 0 && (
        <Bar
          x={left + width * 0.08}
          y={y(Math.max(0, column.value))}
          width={width * 0.84}
          height={Math.abs(y(column.value) - y(0))}
          rx={2}
          className={cx('fill-bar transition-opacity', props.isQuiet && 'opacity-35')}
        />
      )}
      {props.hasTick && (
        <text
          x={left + width / 2}
          y={props.innerHeight + 17}
          textAnchor="middle"
          fontSize={11}
          className="tnum fill-ink-3"
        >
          {column.tick}
        </text>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: SVG has no button element */}
      <rect
        x={left - (x.step() - width) / 2}
        width={x.step()}
        height={props.innerHeight}
        fill="transparent"
        role="button"
        tabIndex={0}
        aria-label={column.label}
        aria-pressed={props.isSelected}
        onPointerEnter={props.onShow}
        onPointerLeave={props.onHide}
        onFocus={props.onShow}
        onBlur={props.onHide}
        onClick={props.onSelect}
        onKeyDown={onKeyDown}
        className="cursor-pointer"
      />
    </g>
  );
}
