import type { Window } from '#connectors/contract.ts';
import { listDates } from '#kernel/business-day.ts';
import {
  getSealedSecret,
  insertRun,
  type Location,
  noCounts,
  type RunCounts,
} from '#modules/integrations/index.ts';
import { approvedDatesOf } from '#modules/reconciliation/index.ts';
import { listHeldOrders, listStoredDays, type StoredDay } from '#modules/sales/index.ts';
import type { VenueDayRule } from '#modules/tenancy/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { HttpFailure } from '#platform/http-client/http-failure.ts';
import { applyWindow, type DayCounts } from './apply-window.ts';
import type { SyncDeps } from './deps.ts';
import { withTill } from './open-till.ts';
import { readWindow, VendorTrouble, type WindowAnswer } from './read-window.ts';
import type { TillSource } from './reading.ts';
import { LocationBusy } from './recompute-venue.ts';
import { findResyncTarget, toResyncRun } from './resync.ts';
import type { ResyncRange } from './resync-rest.ts';
import { newSeekBudget, seekMoved } from './seek-moved.ts';
import { splitWindow } from './split-window.ts';
import type { StoringJob } from './window-job.ts';

export interface ResyncPreview {
  counts: RunCounts;
  /**
   * Days that the till tells otherwise, oldest first, all locations together; `was` null: never read.
   * An approved one would not change: it says what would come if somebody reopened it, and `counts`
   * has nothing of it.
   */
  days: PreviewedDay[];
}

type PreviewedDay = {
  businessDate: string;
  was: DaySum | null;
  now: DaySum;
  isApproved: boolean;
  /** Not approved, but a bill moves between it and an approved day: as that one, once reopened. */
  isWaiting: boolean;
} & DayCounts;

interface DaySum {
  orders: number;
  netMinor: number;
}

/** The preview is made by really storing the answer, in a transaction that is then rolled back. */
class RolledBack extends Error {
  readonly preview: {
    counts: RunCounts;
    ordersOf: (readonly [string, DayCounts])[];
    was: StoredDay[];
    now: StoredDay[];
    approved: ReadonlySet<string>;
    waiting: ReadonlySet<string>;
  };
  constructor(preview: RolledBack['preview']) {
    super('previewed');
    this.preview = preview;
  }
}

/**
 * What a re-sync of these days would change, without changing anything.
 * @throws VendorTrouble when the till cannot be read; LocationBusy while a check is running.
 */
export async function previewResync(
  deps: SyncDeps,
  range: ResyncRange & { signal: AbortSignal },
): Promise<ResyncPreview> {
  const nowMs = deps.clock.now();
  const target = await deps.database.withCompany(range.companyId, (tx) =>
    findResyncTarget(tx, range, nowMs),
  );
  const preview: ResyncPreview = { counts: { ...noCounts }, days: [] };
  if (!target) return preview;
  const sums = new Map<string, DayChange>();
  const approved = new Set<string>();
  const waiting = new Set<string>();
  for (const date of listDates(range.from, range.to)) sums.set(date, newChange());
  for (const location of target.locations) {
    const found = await previewLocation(deps, { ...range, target, location, nowMs });
    for (const name of Object.keys(preview.counts) as (keyof RunCounts)[])
      preview.counts[name] += found.counts[name];
    addDays(sums, 'was', found.was);
    addDays(sums, 'now', found.now);
    for (const date of found.approved) approved.add(date);
    for (const date of found.waiting) waiting.add(date);
    for (const [date, counts] of found.ordersOf) addCounts(sums.get(date), counts);
  }
  preview.days = [...sums]
    .filter(([, change]) => isChange(change))
    .map(([businessDate, { counts, was, now }]) => ({
      ...{ businessDate, was, now: now ?? { ...noSum } },
      isApproved: approved.has(businessDate),
      isWaiting: waiting.has(businessDate),
      ...counts,
    }));
  return preview;
}

interface DayChange {
  was: DaySum | null;
  now: DaySum | null;
  counts: DayCounts;
}

function newChange(): DayChange {
  return { was: null, now: null, counts: { ordersNew: 0, ordersChanged: 0, ordersGone: 0 } };
}

function isChange({ was, now, counts }: DayChange): boolean {
  const isOtherSum = was?.orders !== now?.orders || was?.netMinor !== now?.netMinor;
  return isOtherSum || Object.values(counts).some((count) => count > 0);
}

/** Days beyond those asked about, which a moved order may touch, are left out. */
function addCounts(change: DayChange | undefined, counts: DayCounts): void {
  if (change === undefined) return;
  for (const name of Object.keys(counts) as (keyof DayCounts)[])
    change.counts[name] += counts[name];
}

const noSum: DaySum = { orders: 0, netMinor: 0 };

type Target = NonNullable<Awaited<ReturnType<typeof findResyncTarget>>>;

async function previewLocation(
  deps: SyncDeps,
  step: ResyncRange & { target: Target; location: Location; nowMs: number; signal: AbortSignal },
): Promise<RolledBack['preview']> {
  const { target, location, signal } = step;
  const { integration, venue } = target;
  const { companyId, locationId } = location;
  const secretSealed = await deps.database.withCompany(companyId, (tx) =>
    getSealedSecret(tx, companyId, locationId),
  );
  return withTill(deps, { integration, location, venue, secretSealed, signal }, async (source) => {
    const answers = await readAll(deps, { ...step, source });
    return applyAndRollBack(deps, { ...step, source, answers });
  });
}

interface Answer {
  window: Window;
  answer: WindowAnswer;
}

/**
 * What the till tells of the days, and of where bills went that it does not tell there.
 * @throws VendorTrouble also when it takes longer than somebody waits for.
 */
async function readAll(
  deps: SyncDeps,
  step: Parameters<typeof previewLocation>[1] & { source: TillSource },
): Promise<Answer[]> {
  const { source, location, nowMs, signal } = step;
  const { window, venue } = step.target;
  const { connector } = source;
  const { windowDaysMax } = connector.describe.limits;
  const answers: Answer[] = [];
  try {
    for (const piece of splitWindow(window, windowDaysMax, venue.rule)) {
      answers.push({ window: piece, answer: await readWindow(source, piece) });
    }
    await takeMoved(deps, { location, source, rule: venue.rule, nowMs }, answers);
    return answers;
  } catch (error) {
    if (!signal.aborted) throw error;
    const late = new HttpFailure({ kind: 'timeout', message: 'the preview took too long' });
    throw new VendorTrouble(connector.classify(late, deps.clock.now()), error);
  }
}

/** What moved from one part of the days to another, or to days around, is not gone. */
async function takeMoved(
  deps: SyncDeps,
  from: { location: Location; source: TillSource; rule: VenueDayRule; nowMs: number },
  answers: readonly Answer[],
): Promise<void> {
  const { location, nowMs } = from;
  const { companyId, locationId } = location;
  const allTold = new Map(answers.flatMap(({ answer }) => [...answer.told]));
  const budget = newSeekBudget();
  for (const { window, answer } of answers) {
    const held = await deps.database.withCompany(companyId, (tx) =>
      listHeldOrders(tx, { companyId, locationId, ...window }),
    );
    const lacking = held.filter((order) => !order.isGone && !answer.told.has(order.key));
    const elsewhere = (key: string) => allTold.get(key);
    const sought = lacking.filter(({ key }) => elsewhere(key) === undefined);
    const { moved, trouble } = await seekMoved({ ...from, window }, sought, { nowMs, budget });
    if (trouble) throw trouble;
    for (const { key } of lacking) {
      const told = elsewhere(key) ?? moved.get(key);
      if (told) answer.told.set(key, told);
    }
  }
}

async function applyAndRollBack(
  deps: SyncDeps,
  step: Parameters<typeof previewLocation>[1] & { source: TillSource; answers: Answer[] },
): Promise<RolledBack['preview']> {
  const { target, location, nowMs, source } = step;
  const { integration, venue } = target;
  const { companyId, locationId } = location;
  const run = toResyncRun(location, { workerKey: 0, nowMs, window: target.window });
  const includeModifiers = integration.settings.includeModifiers === true;
  const job = { run, location, rule: venue.rule, includeModifiers, source, checkpointMs: null };
  const dates = listDates(step.from, step.to);
  const work = async (tx: Tx): Promise<never> => {
    if (!(await insertRun(tx, run)))
      throw new LocationBusy(`location ${locationId} is being checked`);
    const listDays = () => listStoredDays(tx, location, dates);
    const { from, to } = step;
    const approved = await approvedDatesOf(tx, { companyId, venueId: location.venueId, from, to });
    const was = await listDays();
    const first = await applyAnswers(tx, job, { ...step, passesApproved: false });
    const { counts } = first;
    const open = { ordersOf: first.ordersOf, now: await listDays() };
    const waiting = new Set<string>();
    if (first.heldBackCount === 0)
      throw new RolledBack({ counts, was, approved, waiting, ...open });
    // What is left now is what was held back.
    const rest = await applyAnswers(tx, job, { ...step, passesApproved: true });
    const reopened = { ordersOf: rest.ordersOf, now: await listDays() };
    const both = new Set([...approved, ...rest.ordersOf.map(([date]) => date)]);
    for (const date of both) if (!approved.has(date)) waiting.add(date);
    const chosen = chooseByDay(both, { open, reopened });
    throw new RolledBack({ counts, was, approved, waiting, ...chosen });
  };
  try {
    return await deps.database.withCompany(companyId, work);
  } catch (error) {
    if (error instanceof RolledBack) return error.preview;
    throw error;
  }
}

/** Every lacking order counts as gone: the preview shows the most that could change. */
async function applyAnswers(
  tx: Tx,
  job: Omit<StoringJob, 'window'>,
  step: { answers: Answer[]; nowMs: number; passesApproved: boolean },
): Promise<Pick<RolledBack['preview'], 'counts' | 'ordersOf'> & { heldBackCount: number }> {
  const { nowMs, passesApproved } = step;
  const options = { missingKeys: { has: () => true }, nowMs, passesApproved };
  const counts = { ...noCounts };
  const ordersOf: RolledBack['preview']['ordersOf'] = [];
  let heldBackCount = 0;
  for (const { window, answer } of step.answers) {
    const applied = await applyWindow(tx, { ...job, window }, answer, options);
    for (const name of Object.keys(counts) as (keyof RunCounts)[])
      counts[name] += applied.counts[name];
    ordersOf.push(...applied.ordersOf);
    heldBackCount += applied.heldBackCount;
  }
  return { counts, ordersOf, heldBackCount };
}

type Changed = Pick<RolledBack['preview'], 'ordersOf' | 'now'>;

/**
 * Approved days, and those they share a bill with, as they would be if they were reopened; all
 * others as they will be. Pure.
 */
function chooseByDay(
  held: ReadonlySet<string>,
  { open, reopened }: { open: Changed; reopened: Changed },
): Changed {
  return {
    ordersOf: [...open.ordersOf, ...reopened.ordersOf],
    now: [
      ...open.now.filter(({ businessDate }) => !held.has(businessDate)),
      ...reopened.now.filter(({ businessDate }) => held.has(businessDate)),
    ],
  };
}

function addDays(
  sums: Map<string, DayChange>,
  side: 'was' | 'now',
  days: readonly StoredDay[],
): void {
  for (const { businessDate, figures } of days) {
    const change = sums.get(businessDate) ?? newChange();
    const { orders, netMinor } = change[side] ?? noSum;
    change[side] = { orders: orders + figures.orders, netMinor: netMinor + figures.netMinor };
    sums.set(businessDate, change);
  }
}
