import { type DateRange, previewResync, resyncIntegration } from '../../api/actions.ts';
import { call } from '../../api/client.ts';
import type { Page } from '../../api/company.types.ts';
import type { Integration, ResyncPreview, Run } from '../../api/integration.types.ts';
import { ApiProblem } from '../../api/problem.ts';
import { cutRange } from './cut-range.ts';

/** What reading days again would change of one integration's part of them. */
export interface Preview {
  integration: Integration;
  preview: ResyncPreview;
}

/** Bills and troubles of days that were read again for good. */
export interface Outcome {
  added: number;
  changed: number;
  gone: number;
  problems: string[];
}

/** How far it has come, in days of one integration each. */
export type OnProgress = (done: number, total: number) => void;

/** Few enough that each answer comes soon, and a bar has something to show. */
const pieceDays = 7;
const busyRetryMs = 2000;
const busyTriesMax = 15;
const runPollMs = 1500;

/** Asks each till about the days, piece by piece; nothing is stored. @throws ApiProblem */
export async function previewDays(
  asked: { integrations: readonly Integration[]; range: DateRange; signal: AbortSignal },
  onProgress: OnProgress,
): Promise<Preview[]> {
  const pieces = cutRange(asked.range, pieceDays);
  const total = pieces.length * asked.integrations.length;
  const previews: Preview[] = [];
  let done = 0;
  onProgress(done, total);
  for (const integration of asked.integrations) {
    const preview = { ordersNew: 0, ordersChanged: 0, ordersGone: 0, ordersUnchanged: 0 };
    const days: ResyncPreview['days'] = [];
    for (const piece of pieces) {
      const answer = await previewPiece(integration.id, piece, asked.signal);
      for (const name of Object.keys(preview) as (keyof typeof preview)[])
        preview[name] += answer?.[name] ?? 0;
      days.push(...(answer?.days ?? []));
      done += 1;
      onProgress(done, total);
    }
    previews.push({ integration, preview: { ...preview, days } });
  }
  return previews;
}

/** A sales check of the same till may be under way: it is waited for. */
async function previewPiece(
  id: string,
  piece: DateRange,
  signal: AbortSignal,
): Promise<ResyncPreview | null> {
  for (let tries = 1; ; tries += 1) {
    try {
      return (await previewResync(id, piece, signal)).preview;
    } catch (error) {
      const isBusy = error instanceof ApiProblem && error.code === 'check_running';
      if (!isBusy || tries === busyTriesMax) throw error;
    }
    await pause(busyRetryMs, signal);
  }
}

/** Has the days read again for good, and waits until they are stored. @throws ApiProblem */
export async function storeDays(asked: {
  integrations: readonly Integration[];
  range: DateRange;
  signal: AbortSignal;
}): Promise<Outcome> {
  const outcomes = await Promise.all(
    asked.integrations.map(async (integration) => {
      const before = new Set((await resyncRuns(integration, asked.signal)).map(({ id }) => id));
      await resyncIntegration(integration.id, asked.range);
      return waitForRuns(integration, before, asked.signal);
    }),
  );
  const runs = outcomes.flat();
  const sum = (name: 'ordersNew' | 'ordersChanged' | 'ordersGone') =>
    runs.reduce((total, run) => total + run[name], 0);
  return {
    ...{ added: sum('ordersNew'), changed: sum('ordersChanged'), gone: sum('ordersGone') },
    problems: [...new Set(runs.flatMap(({ problem }) => problem?.message ?? []))],
  };
}

async function waitForRuns(
  integration: Integration,
  before: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<Run[]> {
  for (;;) {
    await pause(runPollMs, signal);
    const runs = (await resyncRuns(integration, signal)).filter(({ id }) => !before.has(id));
    const isOver = runs.every(({ state }) => state !== 'running');
    if (isOver && runs.length >= integration.locations.length) return runs;
  }
}

async function resyncRuns({ id }: Integration, signal: AbortSignal): Promise<Run[]> {
  const path = `/api/v1/integrations/${id}/runs`;
  const { items } = await call<Page<Run>>({ path, query: { limit: 50 }, signal });
  return items.filter(({ kind }) => kind === 'resync');
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    const stop = () => {
      clearTimeout(timer);
      reject(new DOMException('stopped', 'AbortError'));
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
