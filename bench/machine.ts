import { availableParallelism } from 'node:os';
import type { Machine } from './result.ts';

export function readMachine(db: { version: string }): Machine {
  const node = process.versions.node;
  return { cores: availableParallelism(), node, postgres: db.version };
}
