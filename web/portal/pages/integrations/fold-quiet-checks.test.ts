import { expect, test } from 'vitest';
import type { TimelineEvent } from '../../api/integration.types.ts';
import { foldQuietChecks } from './fold-quiet-checks.ts';

const event = (id: string, name: string, details: Record<string, unknown> = {}): TimelineEvent => ({
  ...{ id, name, details, kind: 'check', integrationId: null, actor: null, text: id },
  at: '2026-05-15T12:00:00Z',
});
const shape = (events: TimelineEvent[]) =>
  foldQuietChecks(events).map((entry) =>
    entry.kind === 'event' ? entry.event.id : entry.events.map(({ id }) => id),
  );

test('checks that found nothing stand together, whatever found or failed stands alone', () => {
  const quiet = (id: string) => event(id, 'check.succeeded', { ordersNew: 0 });
  expect(
    shape([
      ...[quiet('a'), quiet('b'), quiet('c')],
      event('d', 'check.succeeded', { ordersNew: 2 }),
      ...[quiet('e'), quiet('f')],
      event('g', 'check.failed', { ordersNew: 0 }),
      event('h', 'integration.changed'),
    ]),
  ).toEqual([['a', 'b', 'c'], 'd', 'e', 'f', 'g', 'h']);
  expect(shape([])).toEqual([]);
});
