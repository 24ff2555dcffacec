import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { dateSchema, idSchema, transactionRoute } from '#modules/tenancy/index.ts';
import type { SyncDeps } from './deps.ts';
import { previewSettings } from './preview-settings.ts';

const namesSchema = z.object({
  names: z.array(z.string()),
  more: z.int().describe('Beyond those named'),
});

/** What another choice of Include modifiers would make of the sales that are stored. */
export function settingsPreviewRoute(app: FastifyInstance, deps: SyncDeps): void {
  transactionRoute(app, {
    method: 'POST',
    url: '/api/v1/integrations/:integrationId/settings/preview',
    scope: 'integrations:write',
    tag: 'Integrations',
    summary: 'See what including modifiers or not would change; nothing is stored',
    description: 'Reads the newest orders of each location anew, as the change itself would.',
    params: z.object({ integrationId: idSchema }),
    body: z.strictObject({
      settings: z.strictObject({ includeModifiers: z.boolean() }),
    }),
    reply: z.object({
      orders: z.int().describe('Orders looked at'),
      from: dateSchema.nullable().describe('Oldest business day among them'),
      lines: z.int(),
      linesChanged: z.int().describe('Lines that would have sold another POS item'),
      itemsWas: z.int(),
      itemsNow: z.int(),
      examples: z.array(z.object({ lines: z.int(), was: namesSchema, now: namesSchema })),
    }),
    handler: async ({ params, body }, { tx, actor }) =>
      previewSettings(tx, deps, {
        companyId: actor.companyId,
        integrationId: params.integrationId,
        includeModifiers: body.settings.includeModifiers,
      }),
  });
}
