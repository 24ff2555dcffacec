import { type ReactNode, useState } from 'react';
import { IconButton } from '../button.tsx';
import { Card } from '../card.tsx';
import { ScrollRegion } from '../scroll-region.tsx';

export interface ChartTable {
  caption: string;
  head: readonly string[];
  rows: readonly { id: string; cells: readonly ReactNode[] }[];
}

/** A card with a chart, and the same figures as a table one press away. */
export function ChartFrame(props: {
  title: string;
  hint?: ReactNode;
  legend?: ReactNode;
  table: ChartTable;
  labels: { showTable: string; showChart: string };
  children: ReactNode;
  className?: string;
}) {
  const [isTable, setIsTable] = useState(false);
  return (
    <Card
      title={props.title}
      hint={props.hint}
      {...(props.className === undefined ? {} : { className: props.className })}
      actions={
        <div className="flex items-center gap-3">
          {!isTable && props.legend}
          <IconButton
            size="sm"
            icon={isTable ? 'sales' : 'table'}
            label={isTable ? props.labels.showChart : props.labels.showTable}
            aria-pressed={isTable}
            onClick={() => setIsTable(!isTable)}
          />
        </div>
      }
    >
      {isTable ? <FigureTable table={props.table} /> : props.children}
    </Card>
  );
}

function FigureTable(props: { table: ChartTable }) {
  return (
    <ScrollRegion label={props.table.caption} className="max-h-72">
      <table className="w-full text-sm">
        <caption className="sr-only">{props.table.caption}</caption>
        <thead>
          <tr className="text-left text-xs text-ink-3">
            {props.table.head.map((name, index) => (
              <th
                key={name}
                scope="col"
                className={`py-1.5 font-medium ${index > 0 ? 'text-right' : ''}`}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.table.rows.map((row) => (
            <tr key={row.id} className="border-t border-line">
              {row.cells.map((cell, index) =>
                index === 0 ? (
                  <th
                    key={props.table.head[0]}
                    scope="row"
                    className="py-1.5 text-left font-normal"
                  >
                    {cell}
                  </th>
                ) : (
                  <td key={props.table.head[index]} className="tnum py-1.5 pl-3 text-right">
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
