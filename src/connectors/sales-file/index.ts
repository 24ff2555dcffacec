/** Sales files. What is read, how, and what is assumed: docs/connectors/sales-file.md */

import type { EpochMs } from '#kernel/clock.ts';
import type { Connector, Problem, RawPage, Verification } from '../contract.ts';
import { description } from './describe.ts';
import { readFile } from './read-file.ts';
import {
  credentialsSchema,
  type SalesFileSettings,
  settingsSchema,
  toLocations,
} from './schema.ts';
import { transform } from './transform.ts';

/** Cells of any small file, for others than sales. */
export { readGrid } from './read-grid.ts';

export const salesFileConnector: Connector<SalesFileSettings> = {
  describe: description,
  credentialsSchema,
  settingsSchema,
  toLocations,
  verify,
  fetch: fetchNothing,
  transform,
  classify,
  readFile,
};

/** There is nobody to ask: files come when somebody sends them. */
async function verify(): Promise<Verification> {
  return {
    ok: true,
    newestSaleAtMs: null,
    note: {
      en: 'Ready for the first file: upload it, or have it sent to the address of this integration.',
      fr: 'Prêt pour le premier fichier : téléversez-le, ou faites-le envoyer à l’adresse de cette intégration.',
    },
  };
}

/** @throws always: asking a file connector for sales is a mistake of the caller. */
function fetchNothing(): AsyncIterable<RawPage> {
  throw new Error('sales files are sent to us; there is nothing to fetch');
}

function classify(error: unknown, _nowMs: EpochMs): Problem {
  return {
    kind: 'bug',
    code: 'sales-file.failed',
    message: {
      en: 'The sales file could not be read through a mistake of ours. It is kept; we go on with the next one. Report it with the time of the run.',
      fr: 'Le fichier de ventes n’a pas pu être lu à cause d’une erreur de notre part. Il est conservé ; nous continuons avec le suivant. Signalez-le avec l’heure de l’exécution.',
    },
    detail: (error instanceof Error ? error.message : String(error)).slice(0, 300),
  };
}
