import { AxisLeft } from '@visx/axis';
import { Group } from '@visx/group';
import { useParentSize } from '@visx/responsive';
import { scaleBand, scaleLinear } from '@visx/scale';
import { Bar } from '@visx/shape';
import { useTooltip } from '@visx/tooltip';
import type { KeyboardEvent, ReactNode } from 'react';
import { cx } from '../cx.ts';
import { ChartTooltip } from './chart-tooltip.tsx';

export interface Column {
  id: string;
  /** Below the axis; empty to leave a gap between labels. */
  tick: string;
  /** Read out and shown on hover. */
  label: string;
  /** null: unknown, drawn as a hatched foot instead of nothing. */
  value: number | null;
  /** What it is compared with, drawn behind. */
  ghost: number | null;
  tooltip: ReactNode;
}

const margin = { top: 10, right: 4, bottom: 24, left: 48 };

/** Columns over a base line, with paler ones behind to compare with. Values in minor units. */
export function ColumnChart(props: {
  columns: readonly Column[];
  summary: string;
  height?: number;
  formatTick: (value: number) => string;
  selectedId?: string | undefined;
  onSelect?: ((id: string) => void) | undefined;
}) {
  const { parentRef, width } = useParentSize({ debounceTime: 50 });
  const tooltip = useTooltip<Column>();
  const height = props.height ?? 220;
  const innerWidth = Math.max(0, width - margin.left - margin.right);
  const innerHeight = height - margin.top - margin.bottom;
  const top = Math.max(
    1,
    ...props.columns.flatMap((column) => [column.value ?? 0, column.ghost ?? 0]),
  );
  const low = Math.min(0, ...props.columns.map((column) => column.value ?? 0));
  const x = scaleBand({
    domain: props.columns.map((column) => column.id),
    range: [0, innerWidth],
    paddingInner: 0.28,
    paddingOuter: 0.1,
  });
  const y = scaleLinear({ domain: [low, top], range: [innerHeight, 0], nice: 4 });
  const select = props.onSelect;
  const onKey = (event: KeyboardEvent, id: string) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    select?.(id);
  };
  const show = (column: Column) =>
    tooltip.showTooltip({
      tooltipData: column,
      tooltipLeft: margin.left + (x(column.id) ?? 0) + x.bandwidth() / 2,
      tooltipTop: margin.top + Math.min(y(column.value ?? 0), y(column.ghost ?? 0)),
    });
  return (
    <div ref={parentRef} className="relative w-full" style={{ height }}>
      {width > 0 && (
        <svg
          width={width}
          height={height}
          role={select ? 'group' : 'img'}
          aria-label={props.summary}
          className="block"
        >
          <AxisLeft
            scale={y}
            left={margin.left}
            top={margin.top}
            numTicks={4}
            hideAxisLine
            hideTicks
            tickFormat={(value) => props.formatTick(Number(value))}
            tickLabelProps={() => ({
              className: 'fill-ink-3 tnum',
              fontSize: 11,
              textAnchor: 'end',
              dx: -6,
              dy: '0.32em',
            })}
          />
          <Group left={margin.left} top={margin.top}>
            {y.ticks(4).map((tick) => (
              <line
                key={tick}
                x2={innerWidth}
                y1={y(tick)}
                y2={y(tick)}
                className={tick === 0 ? 'stroke-line-strong' : 'stroke-line'}
              />
            ))}
            {props.columns.map((column) => {
              const left = x(column.id) ?? 0;
              const isQuiet = props.selectedId !== undefined && props.selectedId !== column.id;
              return (
                <g key={column.id}>
                  {column.ghost !== null && column.ghost > 0 && (
                    <Bar
                      x={left - x.bandwidth() * 0.12}
                      y={y(column.ghost)}
                      width={x.bandwidth() * 1.24}
                      height={y(0) - y(column.ghost)}
                      rx={2}
                      className="fill-ghost"
                    />
                  )}
                  {column.value !== null && column.value !== 0 && (
                    <Bar
                      x={left + x.bandwidth() * 0.08}
                      y={y(Math.max(0, column.value))}
                      width={x.bandwidth() * 0.84}
                      height={Math.abs(y(column.value) - y(0))}
                      rx={2}
                      className={cx('fill-bar transition-opacity', isQuiet && 'opacity-35')}
                    />
                  )}
                  {column.tick !== '' && (
                    <text
                      x={left + x.bandwidth() / 2}
                      y={innerHeight + 17}
                      textAnchor="middle"
                      fontSize={11}
                      className="fill-ink-3 tnum"
                    >
                      {column.tick}
                    </text>
                  )}
                  <rect
                    x={left - (x.step() - x.bandwidth()) / 2}
                    width={x.step()}
                    height={innerHeight}
                    fill="transparent"
                    onPointerEnter={() => show(column)}
                    onPointerLeave={tooltip.hideTooltip}
                    {...(select && {
                      role: 'button',
                      tabIndex: 0,
                      'aria-label': column.label,
                      'aria-pressed': props.selectedId === column.id,
                      onClick: () => select(column.id),
                      onKeyDown: (event: KeyboardEvent) => onKey(event, column.id),
                      onFocus: () => show(column),
                      onBlur: tooltip.hideTooltip,
                      className: 'cursor-pointer',
                    })}
                  />
                </g>
              );
            })}
          </Group>
        </svg>
      )}
      {tooltip.tooltipOpen && tooltip.tooltipData && (
        <ChartTooltip left={tooltip.tooltipLeft ?? 0} top={tooltip.tooltipTop ?? 0} width={width}>
          {tooltip.tooltipData.tooltip}
        </ChartTooltip>
      )}
    </div>
  );
}
