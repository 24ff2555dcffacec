import { describe, expect, it } from 'vitest';
import { createMetrics } from './metrics.ts';

describe('metrics', () => {
  it('come out as Prometheus text under the product’s name', async () => {
    const metrics = createMetrics();
    metrics.runsTotal.inc({ provider: 'cluster', kind: 'live', state: 'succeeded' });
    metrics.runDurationSeconds.observe({ provider: 'cluster', kind: 'live' }, 0.2);
    metrics.queueDepth.set({ queue: 'mail.read' }, 7);
    metrics.backfillOpen.set(2);
    const text = await metrics.text();
    expect(text).toContain(
      'tillbridge_runs_total{provider="cluster",kind="live",state="succeeded"} 1',
    );
    expect(text).toMatch(/tillbridge_run_duration_seconds_bucket\{le="0.5",[^}]*\} 1/);
    expect(text).toContain('tillbridge_queue_depth{queue="mail.read"} 7');
    expect(text).toContain('tillbridge_backfill_open 2');
    expect(text).toContain('process_cpu_seconds_total');
    expect(metrics.contentType).toContain('text/plain');
  });

  it('of two servers in one process stay apart', async () => {
    const [one, other] = [
      createMetrics({ withProcess: false }),
      createMetrics({ withProcess: false }),
    ];
    one.backfillOpen.set(3);
    expect(await other.text()).toContain('tillbridge_backfill_open 0');
  });
});
