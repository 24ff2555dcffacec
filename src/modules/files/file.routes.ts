import type { FastifyInstance } from 'fastify';
import { isId } from '#kernel/ids.ts';
import { getIntegration } from '#modules/integrations/index.ts';
import { foreignCursor } from '#modules/sales/index.ts';
import {
  fromCursor,
  pageOf,
  pageQuerySchema,
  toCursor,
  transactionRoute,
} from '#modules/tenancy/index.ts';
import { toTimelineActor } from '#modules/timeline/index.ts';
import type { FileDeps } from './deps.ts';
import { listFiles } from './file.store.ts';
import { getFile } from './get-file.ts';
import { presentFile, presentFileDetail } from './present-file.ts';
import { receiveFile } from './receive-file.ts';
import {
  fileDetailSchema,
  fileParams,
  fileSchema,
  integrationParams,
  uploadQuery,
} from './schemas.ts';
import { bytesOf, uploadType } from './upload-body.ts';

/** Sending files, and seeing what became of them. */
export function fileRoutes(app: FastifyInstance, deps: FileDeps): void {
  transactionRoute(app, {
    method: 'POST',
    url: '/api/v1/integrations/:integrationId/files',
    scope: 'integrations:write',
    tag: 'Sales files',
    summary: 'Upload a sales file',
    description:
      'The body is the file itself (`application/octet-stream`, up to 25 MB). It is kept and read within seconds; the same file again is a `duplicate` and adds nothing.',
    params: integrationParams,
    query: uploadQuery,
    status: 201,
    bodyTypes: [uploadType],
    reply: fileSchema,
    async handler({ params, query, raw }, { tx, actor, language }) {
      const { companyId } = actor;
      const { integrationId } = params;
      await getIntegration(tx, companyId, integrationId);
      const { fileId } = await receiveFile(tx, deps, {
        ...{ companyId, integrationId, name: query.name, bytes: bytesOf(raw.body) },
        source: 'upload',
        receivedAtMs: deps.clock.now(),
        actor: toTimelineActor(actor),
      });
      return presentFile(await getFile(tx, { companyId, integrationId, fileId }), language);
    },
  });

  transactionRoute(app, {
    method: 'GET',
    url: '/api/v1/integrations/:integrationId/files',
    scope: 'integrations:read',
    tag: 'Sales files',
    summary: 'Sales files that came, newest first',
    params: integrationParams,
    query: pageQuerySchema,
    reply: pageOf(fileSchema),
    async handler({ params, query }, { tx, actor, language }) {
      const { companyId } = actor;
      const { integrationId } = params;
      await getIntegration(tx, companyId, integrationId);
      const [before = null] = fromCursor(query.cursor, 1) ?? [];
      if (before !== null && !isId(before)) throw foreignCursor();
      const countMax = query.limit + 1;
      const found = await listFiles(tx, { companyId, integrationId, before, countMax });
      const items = found.slice(0, query.limit);
      const last = items.at(-1);
      const hasMore = found.length > items.length && last !== undefined;
      return {
        items: items.map((file) => presentFile(file, language)),
        nextCursor: hasMore ? toCursor([last.fileId]) : null,
      };
    },
  });

  transactionRoute(app, {
    method: 'GET',
    url: '/api/v1/integrations/:integrationId/files/:fileId',
    scope: 'integrations:read',
    tag: 'Sales files',
    summary: 'One sales file: its columns, what is asked about them, its first rows',
    params: fileParams,
    reply: fileDetailSchema,
    async handler({ params }, { tx, actor, language }) {
      const { companyId } = actor;
      return presentFileDetail(await getFile(tx, { companyId, ...params }), language);
    },
  });
}
