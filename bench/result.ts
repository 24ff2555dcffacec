/** What a measurement found, and how that compares with what we promised. */
export interface BenchResult {
  name: string;
  /** Numbers and small groups of them; units last in names. */
  figures: Figures;
  /** Limits by the name of the figure they hold for. */
  budgets: Budgets;
  met: Record<string, boolean>;
  machine: Machine;
}

export interface Figures {
  [name: string]: number | string | boolean | Figures;
}

export type Budgets = Record<string, { max: number } | { min: number }>;

export interface Machine {
  cores: number;
  /** Programs that ran or waited to, on average over the last minute, this measurement's included. */
  load: number;
  node: string;
  postgres: string;
}

/** Which budgets hold. A budget names a top-level figure. @throws when that figure is no number. */
export function judge(figures: Figures, budgets: Budgets): Record<string, boolean> {
  return Object.fromEntries(
    Object.entries(budgets).map(([name, limit]) => {
      const figure = figures[name];
      if (typeof figure !== 'number') throw new Error(`no figure ${name} for its budget`);
      return [name, 'max' in limit ? figure <= limit.max : figure >= limit.min];
    }),
  );
}

/** One table for people: figure, value, budget, verdict. */
export function renderTable(result: BenchResult): string {
  const rows = flatten(result.figures).map(([name, value]) => {
    const limit = result.budgets[name];
    if (!limit) return [name, value, '', ''];
    const budget = 'max' in limit ? `≤ ${limit.max}` : `≥ ${limit.min}`;
    return [name, value, budget, result.met[name] ? 'met' : 'MISSED'];
  });
  const table = [['figure', 'value', 'budget', ''], ...rows];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  const lines = table.map((row) =>
    row
      .map((cell, column) =>
        column === 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  const { cores, load, node, postgres } = result.machine;
  const title = `${result.name} on ${cores} cores (load ${load}), Node ${node}, PostgreSQL ${postgres}`;
  return `${title}\n\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function flatten(figures: Figures, prefix = ''): [string, string][] {
  return Object.entries(figures).flatMap(([name, value]) =>
    typeof value === 'object'
      ? flatten(value, `${prefix}${name}.`)
      : [[prefix + name, String(value)] as [string, string]],
  );
}

/** To `digits` decimals. */
export function rounded(value: number, digits = 0): number {
  return Number(value.toFixed(digits));
}
