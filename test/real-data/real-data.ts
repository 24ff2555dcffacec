import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * The one switch of the real-data suite: `TILLBRIDGE_REAL_DATA` names the folder; without it the
 * folder beside the checkout is taken if it is there. Elsewhere the suite does not exist.
 */
export const realDataFolder: string = resolve(
  process.env.TILLBRIDGE_REAL_DATA ?? join(import.meta.dirname, '../../../shared/data'),
);

export function hasRealData(file: string): boolean {
  return existsSync(join(realDataFolder, file));
}
