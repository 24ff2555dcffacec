import { expect, test } from 'vitest';
import type { Integration } from '../../api/integration.types.ts';
import { ApiProblem } from '../../api/problem.ts';
import { needsNickname, questionAbout, questionOf } from './question.ts';

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
  const choices: unknown[] = [];
  expect(questionAbout('cluster', [healthy])).toEqual({
    ...{ kind: 'exists', calledOffId: null, choices },
  });
  expect(questionAbout('cluster', [healthy, off])).toEqual({
    ...{ kind: 'exists', calledOffId: 'b', choices },
  });
});

test('after a removed one the question offers it, also beside an active one', () => {
  const gone = integration('a', { active: false, deactivatedAt: '2026-05-01T00:00:00Z' });
  const choices = [{ id: 'a', nickname: null, deactivatedAt: '2026-05-01T00:00:00Z' }];
  expect(questionAbout('cluster', [gone])).toEqual({ kind: 'inactive', choices });
  expect(questionAbout('cluster', [gone, integration('b', {})])).toEqual({
    ...{ kind: 'exists', calledOffId: null, choices },
  });
});

test('what the server asks is the same question', () => {
  const conflict = (code: string, extra: Record<string, unknown>) =>
    new ApiProblem({ ...{ status: 409, code, title: '', detail: '', extra } });
  const existing = { id: 'a', status: 'CalledOff' };
  const inactive = [{ id: 'b', nickname: 'Bar', deactivatedAt: '2026-05-01T00:00:00Z' }];
  expect(questionOf(conflict('integration_exists', { existing, inactive }))).toEqual({
    ...{ kind: 'exists', calledOffId: 'a', choices: inactive },
  });
  expect(questionOf(conflict('location_already_linked', { inactive }))).toEqual({
    ...{ kind: 'linked', choices: inactive, text: '' },
  });
  expect(questionOf(conflict('location_already_linked', {}))).toBeNull();
  expect(questionOf(new Error('x'))).toBeNull();
});

test('one that comes back beside active ones needs a nickname none of them has', () => {
  const named = (nickname: string | null) => ({ nickname });
  expect(needsNickname(named(null), [])).toBe(false);
  expect(needsNickname(named(null), [named('Bar')])).toBe(true);
  expect(needsNickname(named('Terrace'), [named('Bar'), named(null)])).toBe(false);
  expect(needsNickname(named('bar '), [named('Bar')])).toBe(true);
});
