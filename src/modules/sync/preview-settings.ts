import type { RawOrder } from '#connectors/contract.ts';
import { businessDateOf } from '#kernel/business-day.ts';
import {
  type Integration,
  listLocations,
  requireActiveIntegration,
} from '#modules/integrations/index.ts';
import { type PosItemIdentity, toPosItem } from '#modules/menu/index.ts';
import { listRecentPayloads } from '#modules/sales/index.ts';
import type { Tx } from '#platform/db/database.ts';
import type { SyncDeps } from './deps.ts';
import { toReading } from './open-till.ts';
import type { Reading } from './reading.ts';
import { getSyncVenue } from './venue.ts';

/** Newest orders of each location that are read: somebody waits, and the menu repeats itself. */
const ordersMax = 3000;
const examplesMax = 5;
const namesMax = 3;

export interface SettingsPreview {
  /** Orders looked at, and the oldest business day among them; null without orders. */
  orders: number;
  from: string | null;
  lines: number;
  linesChanged: number;
  /** POS items that these lines sold, before and after. */
  itemsWas: number;
  itemsNow: number;
  /** What is told apart or put together, most lines first. */
  examples: { lines: number; was: Names; now: Names }[];
}

interface Names {
  names: string[];
  /** Beyond those named. */
  more: number;
}

/** What one button of the till sold, before and after. */
interface Button {
  lines: number;
  linesChanged: number;
  was: Map<string, string>;
  now: Map<string, string>;
}

/**
 * What another choice of Include modifiers makes of the newest orders. They are understood from
 * the vendor's words as a re-derivation would, twice, in memory: nothing is locked or written.
 * @throws Refusal 404, or 409 when the integration is inactive.
 */
export async function previewSettings(
  tx: Tx,
  deps: SyncDeps,
  wanted: { companyId: string; integrationId: string; includeModifiers: boolean },
): Promise<SettingsPreview> {
  const { companyId, integrationId } = wanted;
  const integration = await requireActiveIntegration(tx, companyId, integrationId);
  const venue = await getSyncVenue(tx, integration.venueId);
  const settings = { ...integration.settings, includeModifiers: wanted.includeModifiers };
  const readings = {
    was: toReading(deps, { integration, venue }),
    now: toReading(deps, { integration: { ...integration, settings }, venue }),
  };
  const sides = { was: hasModifiers(integration), now: wanted.includeModifiers };
  const buttons = new Map<string, Button>();
  let [orders, oldestMs] = [0, Number.POSITIVE_INFINITY];
  for (const { locationId } of await listLocations(tx, companyId, integrationId)) {
    const page = { companyId, locationId, countMax: ordersMax };
    for (const raw of await listRecentPayloads(tx, page)) {
      orders += 1;
      oldestMs = Math.min(oldestMs, raw.occurredAtMs);
      noteLines(
        buttons,
        linesOf(raw, readings.was, sides.was),
        linesOf(raw, readings.now, sides.now),
      );
    }
  }
  const from = orders === 0 ? null : businessDateOf(oldestMs, venue.rule);
  return { orders, from, ...summarise([...buttons.values()]) };
}

const hasModifiers = ({ settings }: Integration): boolean => settings.includeModifiers === true;

function linesOf(raw: RawOrder, reading: Reading, includeModifiers: boolean): PosItemIdentity[] {
  const result = reading.connector.transform(raw, reading.transformContext);
  if (result.kind !== 'order') return [];
  return result.order.lines.map((line) => toPosItem(line, includeModifiers));
}

function noteLines(
  buttons: Map<string, Button>,
  was: readonly PosItemIdentity[],
  now: readonly PosItemIdentity[],
): void {
  for (const [index, item] of now.entries()) {
    const button = buttons.get(item.baseCode) ?? newButton();
    const before = was[index];
    button.lines += 1;
    if (before?.code !== item.code) button.linesChanged += 1;
    if (before) button.was.set(before.code, before.name);
    button.now.set(item.code, item.name);
    buttons.set(item.baseCode, button);
  }
}

const newButton = (): Button => ({ lines: 0, linesChanged: 0, was: new Map(), now: new Map() });

function summarise(buttons: readonly Button[]): Omit<SettingsPreview, 'orders' | 'from'> {
  const sum = (of: (button: Button) => number) =>
    buttons.reduce((total, button) => total + of(button), 0);
  const examples = buttons
    .filter(({ linesChanged }) => linesChanged > 0)
    .sort((a, b) => b.linesChanged - a.linesChanged)
    .slice(0, examplesMax);
  return {
    lines: sum(({ lines }) => lines),
    linesChanged: sum(({ linesChanged }) => linesChanged),
    itemsWas: sum(({ was }) => was.size),
    itemsNow: sum(({ now }) => now.size),
    examples: examples.map(({ linesChanged, was, now }) => ({
      lines: linesChanged,
      was: firstNames(was),
      now: firstNames(now),
    })),
  };
}

function firstNames(items: ReadonlyMap<string, string>): Names {
  const names = [...items.values()].slice(0, namesMax);
  return { names, more: items.size - names.length };
}
