import { expect, test } from 'vitest';
import type { SalesFile } from '../../api/files.types.ts';
import { findWaitingFile } from './waiting-file.ts';

const file = (id: string, state: SalesFile['state']) => ({ id, state }) as SalesFile;

test('a file that asks waits for a person, however many were read since', () => {
  const files = [file('c', 'read'), file('b', 'asking'), file('a', 'asking')];
  expect(findWaitingFile(files)?.id).toBe('b');
});

test('a file that could not be read waits until a newer one was', () => {
  expect(findWaitingFile([file('b', 'unreadable'), file('a', 'read')])?.id).toBe('b');
  expect(findWaitingFile([file('c', 'duplicate'), file('b', 'unreadable')])?.id).toBe('b');
  expect(findWaitingFile([file('b', 'read'), file('a', 'unreadable')])).toBeNull();
  expect(findWaitingFile([])).toBeNull();
});
