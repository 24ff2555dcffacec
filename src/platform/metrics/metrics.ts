import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Numbers for operators, served as Prometheus text. Labels hold no tenant and no secret. */
export interface Metrics {
  /** Finished runs, by how they ended. */
  runsTotal: Counter<'provider' | 'kind' | 'state'>;
  /** Wall time of a run, in seconds. */
  runDurationSeconds: Histogram<'provider' | 'kind'>;
  /** Orders stored for the first time. */
  ordersImportedTotal: Counter<'provider'>;
  /** Calls to vendors; `outcome` is the status class (`2xx`…) or the failure's kind. */
  httpVendorRequestsTotal: Counter<'provider' | 'outcome'>;
  /** Jobs ready to run, by queue. */
  queueDepth: Gauge<'queue'>;
  /** Backfills that have not ended. */
  backfillOpen: Gauge;
  readonly contentType: string;
  /** Everything in the Prometheus text format. */
  text(): Promise<string>;
}

/** From a quiet sync (milliseconds) to a year's backfill (minutes). */
const RUN_BUCKETS_SECONDS = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 900];

/** A registry of its own each time, so that tests and several servers in a process stay apart. */
export function createMetrics(options?: { withProcess?: boolean }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (options?.withProcess ?? true) collectDefaultMetrics({ register: registry });
  return {
    runsTotal: new Counter({
      name: 'tillbridge_runs_total',
      help: 'Finished runs by provider, kind and final state.',
      labelNames: ['provider', 'kind', 'state'],
      registers,
    }),
    runDurationSeconds: new Histogram({
      name: 'tillbridge_run_duration_seconds',
      help: 'Wall time of runs.',
      labelNames: ['provider', 'kind'],
      buckets: RUN_BUCKETS_SECONDS,
      registers,
    }),
    ordersImportedTotal: new Counter({
      name: 'tillbridge_orders_imported_total',
      help: 'Orders stored for the first time.',
      labelNames: ['provider'],
      registers,
    }),
    httpVendorRequestsTotal: new Counter({
      name: 'tillbridge_http_vendor_requests_total',
      help: 'HTTP attempts to till vendors by outcome.',
      labelNames: ['provider', 'outcome'],
      registers,
    }),
    queueDepth: new Gauge({
      name: 'tillbridge_queue_depth',
      help: 'Jobs ready to run by queue.',
      labelNames: ['queue'],
      registers,
    }),
    backfillOpen: new Gauge({
      name: 'tillbridge_backfill_open',
      help: 'Backfills that have not ended.',
      registers,
    }),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
