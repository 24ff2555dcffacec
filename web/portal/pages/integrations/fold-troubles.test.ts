import { expect, test } from 'vitest';
import type { TimelineEvent } from '../../api/integration.types.ts';
import { foldTroubles } from './fold-troubles.ts';

const event = (
  id: string,
  name: string,
  details: Record<string, unknown> = {},
  more: Partial<TimelineEvent> = {},
): TimelineEvent => ({
  ...{ id, name, details, kind: 'check', integrationId: 'bar', actor: null, text: id },
  at: '2026-05-15T12:00:00Z',
  ...more,
});
const offline = { problem: { code: 'till.offline' } };

const shape = (events: TimelineEvent[]) =>
  foldTroubles(events).map(({ event: main, check, status }) =>
    [main.id, check?.id ?? '-', status?.id ?? '-'].join(' '),
  );

test('a failed check and the change of status it caused are one story', () => {
  expect(
    shape([
      event('failed', 'integration.failed', offline),
      event('other', 'check.failed', offline, { integrationId: 'kitchen' }),
      event('check', 'check.failed', offline),
      event('before', 'check.failed', offline),
    ]),
  ).toEqual(['failed check failed', 'other - -', 'before - -']);
});

test('a warning takes its own check and leaves those of another trouble', () => {
  expect(
    shape([
      event('warned', 'integration.warned', offline),
      event('refused', 'check.failed', { problem: { code: 'till.key_refused' } }),
      event('check', 'check.failed', offline),
    ]),
  ).toEqual(['warned check warned', 'refused - -']);
});

test('a file, its reading and what that did to the status are one story', () => {
  expect(
    shape([
      event('file', 'file.unreadable', { runId: 'run' }),
      event('failed', 'integration.failed', offline),
      event('run', 'check.failed', offline),
      event('read', 'file.read', { runId: 'run-2' }),
      event('healthy', 'integration.became_healthy'),
      event('run-2', 'check.succeeded'),
      event('long-ago', 'integration.failed', offline, { at: '2026-05-14T12:00:00Z' }),
    ]),
  ).toEqual(['file run failed', 'read run-2 -', 'healthy - -', 'long-ago - -']);
});
