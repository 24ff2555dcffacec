import { filesRoutes, readFile } from '#modules/files/index.ts';
import { integrationRoutes } from '#modules/integrations/index.ts';
import { salesRoutes } from '#modules/sales/index.ts';
import { recomputeVenue, syncRoutes } from '#modules/sync/index.ts';
import type { TestCompany } from '#test/factories.ts';
import type { Reply } from '#test/http-server.ts';
import { openSendingWorld, type SendingWorld } from '#test/sending-world.ts';

export { startMs } from '#test/sending-world.ts';

type Body = Record<string, unknown>;

/** What the API tells of a file. */
export interface FileView extends Body {
  id: string;
  state: string;
  duplicateOf: string | null;
  reason: { code: string; message: string } | null;
  result: Record<string, number | string> | null;
  questions: { kind: string; role?: string; message: string }[];
  layout: { key: string; columns: { header: string; normalised: string }[] };
  rows: Body[];
}

/** A day as the API tells it. */
export interface DayTold {
  completeness: string;
  orders: number | null;
  netMinor: number | null;
}

/** A world to which files are sent by hand. */
export interface FileWorld extends SendingWorld {
  upload(integrationId: string, name: string, content: string | Buffer): Promise<Reply<FileView>>;
  /** Uploads and reads; answers the file as it is then. */
  send(integrationId: string, name: string, content: string | Buffer): Promise<FileView>;
  /** Reads everything that waits, as the worker does. */
  readAll(by?: TestCompany): Promise<void>;
  file(integrationId: string, fileId: string): Promise<FileView>;
  days(from: string, to: string): Promise<Record<string, DayTold>>;
}

export async function openFileWorld(): Promise<FileWorld> {
  const world = await openSendingWorld({
    plugins: (deps, queue) => [
      integrationRoutes(deps),
      syncRoutes(deps, queue),
      salesRoutes,
      filesRoutes(deps),
    ],
  });
  return { ...world, ...actions(world) };
}

function actions({ deps, server, company, call, rows }: SendingWorld) {
  const readAll: FileWorld['readAll'] = async (by = company) => {
    const text =
      "SELECT file_id FROM sales_files WHERE state IN ('received', 'reading') ORDER BY 1";
    for (const { file_id: fileId } of await rows<{ file_id: string }>(text, by)) {
      const { signal } = new AbortController();
      await readFile(deps, { companyId: by.companyId, fileId, signal });
    }
  };
  const upload: FileWorld['upload'] = async (integrationId, name, content) => {
    const query = new URLSearchParams({ name });
    const path = `/api/v1/integrations/${integrationId}/files?${query}`;
    const response = await fetch(server.url + path, {
      method: 'POST',
      headers: { ...company.headers, 'content-type': 'application/octet-stream' },
      body: typeof content === 'string' ? content : new Uint8Array(content),
    });
    const body = (await response.json()) as FileView;
    return { status: response.status, headers: response.headers, body };
  };
  const file: FileWorld['file'] = async (integrationId, fileId) =>
    (await call<FileView>('GET', `/api/v1/integrations/${integrationId}/files/${fileId}`)).body;
  return {
    readAll,
    upload,
    file,
    async send(integrationId: string, name: string, content: string | Buffer) {
      const reply = await upload(integrationId, name, content);
      if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
      await readAll();
      return file(integrationId, reply.body.id);
    },
    async days(from: string, to: string) {
      const path = `/api/v1/venues/${company.venueId}/sales/days?from=${from}&to=${to}`;
      const reply = await call<{ days: (DayTold & { businessDate: string })[] }>('GET', path);
      return Object.fromEntries(
        reply.body.days.map(({ businessDate, completeness, orders, netMinor }) => [
          businessDate,
          { completeness, orders, netMinor },
        ]),
      );
    },
  };
}

/** Does what the venue's change queued, as the worker does. */
export async function workQueued(world: FileWorld): Promise<void> {
  const { companyId } = world.company;
  const { signal } = new AbortController();
  const text = "SELECT recomputation_id AS id FROM day_recomputations WHERE state <> 'done'";
  for (const { id } of await world.rows<{ id: string }>(text)) {
    await recomputeVenue(world.deps, { companyId, recomputationId: id, signal });
  }
}

const header = 'Date,Time,Receipt,SKU,Item,Category,Qty,Gross Sales,Discounts,Net Sales,Tax';

/** A file as a till exports it; each line `date time receipt item quantity net`. */
export function salesCsv(lines: readonly string[], head: string = header): string {
  const rows = lines.map((line) => {
    const [date, time, receipt, item = '', quantity, net] = line.split(' ');
    return [
      date,
      time,
      receipt,
      item.toUpperCase(),
      item,
      'Food',
      quantity,
      net,
      '0.00',
      net,
      '0.00',
    ];
  });
  return `${head}\n${rows.map((row) => row.join(',')).join('\n')}\n`;
}
