/** Tills that call us, line by line. What a line means: docs/connectors/push.md */

import { z } from 'zod';
import type {
  Connector,
  Json,
  LocationCredentials,
  Problem,
  RawOrder,
  RawPage,
} from '../contract.ts';
import { description } from './describe.ts';
import { keyOf, occurredAtOf, transform } from './transform.ts';

/** A line as an order before it is understood. */
export function toRawOrder(line: Json, timeZone: string): RawOrder {
  return {
    key: keyOf(line),
    occurredAtMs: occurredAtOf(line, timeZone),
    payloadText: JSON.stringify(line) ?? 'null',
  };
}

export const pushConnector: Connector<Record<string, never>> = {
  describe: description,
  credentialsSchema: z.strictObject({}),
  settingsSchema: z.strictObject({}),
  toLocations: (): LocationCredentials[] => [],
  async verify() {
    return {
      ok: true,
      newestSaleAtMs: null,
      note: {
        en: 'Ready for the first call of the till.',
        fr: 'Prêt pour le premier appel de la caisse.',
      },
    };
  },
  fetch(): AsyncIterable<RawPage> {
    throw new Error('this till calls us; there is nothing to fetch');
  },
  transform,
  classify: (error): Problem => ({
    kind: 'bug',
    code: 'push.failed',
    message: {
      en: 'The lines could not be stored through a mistake of ours. Send them again; nothing counts twice.',
      fr: 'Les lignes n’ont pas pu être enregistrées à cause d’une erreur de notre part. Renvoyez-les ; rien ne compte deux fois.',
    },
    detail: (error instanceof Error ? error.message : String(error)).slice(0, 300),
  }),
};
