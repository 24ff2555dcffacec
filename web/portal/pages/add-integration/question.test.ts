import { expect, test } from 'vitest';
import type { Integration } from '../../api/integration.types.ts';
import { ApiProblem } from '../../api/problem.ts';
import { questionAbout, questionOf } from './question.ts';

const integration = (id: string, more: Partial<Integration>) =>
  ({
    ...{ id, provider: 'cluster', nickname: null, active: true, status: 'Healthy' },
    ...more,
  }) as Integration;

test('a first one of its type is asked nothing about', () => {
  expect(questionAbout('cluster', [])).toBeNull();
  expect(questionAbout('cluster', [integration('a', { provider: 'sales-file' })])).toBeNull();
});

test('beside an active one the question names the one that is CalledOff, if any', () => {
  const healthy = integration('a', {});
  const off = integration('b', { status: 'CalledOff' });
  expect(questionAbout('cluster', [healthy])).toEqual({ kind: 'exists', calledOffId: null });
  expect(questionAbout('cluster', [healthy, off])).toEqual({ kind: 'exists', calledOffId: 'b' });
});

test('after a removed one the question offers it, unless another is active', () => {
  const gone = integration('a', { active: false, deactivatedAt: '2026-05-01T00:00:00Z' });
  expect(questionAbout('cluster', [gone])).toEqual({
    kind: 'inactive',
    choices: [{ id: 'a', nickname: null, deactivatedAt: '2026-05-01T00:00:00Z' }],
  });
  expect(questionAbout('cluster', [gone, integration('b', {})])).toMatchObject({ kind: 'exists' });
});

test('what the server asks is the same question', () => {
  const conflict = (code: string, extra: Record<string, unknown>) =>
    new ApiProblem({ ...{ status: 409, code, title: '', detail: '', extra } });
  const existing = { id: 'a', status: 'CalledOff' };
  expect(questionOf(conflict('integration_exists', { existing }))).toEqual({
    ...{ kind: 'exists', calledOffId: 'a' },
  });
  expect(questionOf(conflict('location_already_linked', {}))).toBeNull();
  expect(questionOf(new Error('x'))).toBeNull();
});
