import { availableParallelism, loadavg } from 'node:os';
import { type Machine, rounded } from './result.ts';

export function readMachine(db: { version: string }): Machine {
  const node = process.versions.node;
  const [load = 0] = loadavg();
  return { load: rounded(load, 1), cores: availableParallelism(), node, postgres: db.version };
}
