import { AxisLeft } from '@visx/axis';
import { Group } from '@visx/group';
import { scaleBand } from '@visx/scale';
import { useTooltip } from '@visx/tooltip';
import type { ReactNode } from 'react';
import { ChartColumn } from './chart-column.tsx';
import { ChartTooltip } from './chart-tooltip.tsx';
import { useWidth } from './use-width.ts';
import { valueScale } from './value-scale.ts';

export interface Column {
  id: string;
  /** Below the axis, where there is room. */
  tick: string;
  /** Read out. */
  label: string;
  /** null: unknown, and then nothing is drawn. */
  value: number | null;
  /** What it is compared with, drawn behind. */
  ghost: number | null;
  tooltip: ReactNode;
}

const margin = { top: 10, right: 10, bottom: 24, left: 48 };
const tickWidthMin = { short: 26, long: 52 };

/** Columns over a base line, with paler ones behind to compare with. Values in minor units. */
export function ColumnChart(props: {
  columns: readonly Column[];
  summary: string;
  height?: number;
  formatTick: (value: number) => string;
  selectedId?: string | undefined;
  onSelect: (id: string) => void;
}) {
  const { ref, width } = useWidth();
  const tooltip = useTooltip<Column>();
  const { columns } = props;
  const height = props.height ?? 220;
  const innerWidth = Math.max(0, width - margin.left - margin.right);
  const innerHeight = height - margin.top - margin.bottom;
  const values = columns.flatMap((column) => [column.value ?? 0, column.ghost ?? 0]);
  const x = scaleBand({
    domain: columns.map((column) => column.id),
    range: [0, innerWidth],
    paddingInner: 0.28,
    paddingOuter: 0.1,
  });
  const { scale: y, ticks } = valueScale({ values, height: innerHeight });
  const isLong = columns.some((column) => column.tick.length > 2);
  const tickEvery = Math.max(
    1,
    Math.ceil((isLong ? tickWidthMin.long : tickWidthMin.short) / x.step()),
  );
  const show = (column: Column) =>
    tooltip.showTooltip({
      tooltipData: column,
      tooltipLeft: margin.left + (x(column.id) ?? 0) + x.bandwidth() / 2,
      tooltipTop: margin.top + y(Math.max(0, column.value ?? 0, column.ghost ?? 0)),
    });
  return (
    <div ref={ref} className="relative w-full" style={{ height }}>
      {width > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: SVG has no fieldset; this groups its buttons
        <svg
          width={width}
          height={height}
          role="group"
          aria-label={props.summary}
          className="block"
        >
          <AxisLeft
            scale={y}
            left={margin.left}
            top={margin.top}
            tickValues={ticks}
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
            {ticks.map((tick) => (
              <line
                key={tick}
                x2={innerWidth}
                y1={y(tick)}
                y2={y(tick)}
                className={tick === 0 ? 'stroke-line-strong' : 'stroke-line'}
              />
            ))}
            {columns.map((column, index) => (
              <ChartColumn
                key={column.id}
                column={column}
                x={x}
                y={y}
                innerHeight={innerHeight}
                hasTick={index % tickEvery === 0}
                isSelected={props.selectedId === column.id}
                isQuiet={props.selectedId !== undefined && props.selectedId !== column.id}
                onShow={() => show(column)}
                onHide={tooltip.hideTooltip}
                onSelect={() => props.onSelect(column.id)}
              />
            ))}
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
