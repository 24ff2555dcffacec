import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { ColumnMapping } from '#connectors/contract.ts';
import { route, transactionRoute } from '#modules/tenancy/index.ts';
import { toTimelineActor } from '#modules/timeline/index.ts';
import { answerFile, replayFile } from './answer-file.ts';
import type { FileDeps } from './deps.ts';
import { presentFile, presentPreview } from './present-file.ts';
import { previewFile } from './preview-file.ts';
import { recordFileEvent } from './record-file-event.ts';
import { fileParams, fileSchema, mappingBody, previewSchema } from './schemas.ts';

/** Saying what a file's columns mean, and having it read. */
export function mappingRoutes(app: FastifyInstance, deps: FileDeps): void {
  transactionRoute(app, {
    method: 'PUT',
    url: '/api/v1/integrations/:integrationId/files/:fileId/mapping',
    scope: 'integrations:write',
    tag: 'Sales files',
    summary: 'Say what the columns mean; the file is read, and further files of its layout too',
    params: fileParams,
    body: mappingBody,
    status: 202,
    reply: fileSchema,
    problems: [409],
    async handler({ params, body }, { tx, actor, language }) {
      const { companyId } = actor;
      const answer = { companyId, ...params, mapping: toMapping(body) };
      const file = await answerFile(tx, deps, answer);
      const by = toTimelineActor(actor);
      await recordFileEvent(tx, deps, { file, name: 'file.answered', actor: by });
      return presentFile(file, language);
    },
  });

  route(app, {
    method: 'POST',
    url: '/api/v1/integrations/:integrationId/files/:fileId/preview',
    scope: 'integrations:write',
    tag: 'Sales files',
    summary: 'See how the file would be read with a mapping; nothing is stored',
    params: fileParams,
    body: mappingBody,
    reply: previewSchema,
    async handler({ params, body }, { actor, language }) {
      const { companyId } = actor;
      const wanted = { companyId, ...params, mapping: toMapping(body) };
      return presentPreview(await previewFile(deps, wanted), language);
    },
  });

  transactionRoute(app, {
    method: 'POST',
    url: '/api/v1/integrations/:integrationId/files/:fileId/replay',
    scope: 'integrations:write',
    tag: 'Sales files',
    summary: 'Read a file again; what it told before changes nothing',
    params: fileParams,
    status: 202,
    reply: fileSchema,
    async handler({ params }, { tx, actor, language }) {
      const { companyId } = actor;
      const file = await replayFile(tx, deps, { companyId, ...params });
      const by = toTimelineActor(actor);
      await recordFileEvent(tx, deps, { file, name: 'file.replayed', actor: by });
      return presentFile(file, language);
    },
  });
}

/** Without the parts that were not given: absent is not `undefined` there. */
function toMapping({ columns, ...told }: z.output<typeof mappingBody>) {
  const { dateOrder, decimal, sheet, day, beside } = told;
  const mapping: ColumnMapping = { columns };
  if (dateOrder) mapping.dateOrder = dateOrder;
  if (decimal) mapping.decimal = decimal;
  if (sheet) mapping.sheet = sheet;
  if (day) mapping.day = day;
  if (beside) mapping.beside = beside;
  return mapping;
}
