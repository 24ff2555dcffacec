import { readFile } from '#modules/files/index.ts';
import { sql } from '#platform/db/sql.ts';
import type { TestCompany } from '../factories.ts';
import type { World } from '../sync/world.ts';

/** The same for every company: only the company tells their rows apart. */
const clear = 'Date,Receipt,Item,Qty,Net Sales\n2026-03-05,R1,Soup,1,4.00\n';
const strange = 'Alpha;Beta;Gamma;Delta\n2026-03-06;Soup;1;4.00\n';

/** A link that is sent files: one file that was read, and one that was asked about and answered. */
export async function fillFiles(world: World, url: string, company: TestCompany): Promise<void> {
  const call = callOf(url, company);
  const linked = await call('POST', `/api/v1/venues/${company.venueId}/integrations`, {
    type: 'application/json',
    body: JSON.stringify({ provider: 'sales-file', credentials: {}, settings: {} }),
  });
  const path = `/api/v1/integrations/${linked.id}/files`;
  const type = 'application/octet-stream';
  await call('POST', `${path}?name=clear.csv`, { type, body: clear });
  const asked = await call('POST', `${path}?name=strange.csv`, { type, body: strange });
  await readAll(world, company);
  const { layout } = await call('GET', `${path}/${asked.id}`);
  const roles = ['date', 'name', 'quantity', 'net'];
  const columns = layout?.columns.map(({ normalised }, index) => [normalised, roles[index]]) ?? [];
  await call('PUT', `${path}/${asked.id}/mapping`, {
    type: 'application/json',
    body: JSON.stringify({ columns: Object.fromEntries(columns) }),
  });
  await readAll(world, company);
}

interface Told {
  id: string;
  layout?: { columns: { normalised: string }[] };
}

function callOf(url: string, company: TestCompany) {
  return async (method: string, path: string, sent?: { type: string; body: string }) => {
    const response = await fetch(url + path, {
      method,
      headers: { ...company.headers, ...(sent ? { 'content-type': sent.type } : {}) },
      ...(sent ? { body: sent.body } : {}),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return (await response.json()) as Told;
  };
}

async function readAll(world: World, { companyId }: TestCompany): Promise<void> {
  const { signal } = new AbortController();
  const waiting = await world.database.withCompany(companyId, (tx) =>
    tx.rows<{ fileId: string }>(
      sql`SELECT file_id AS "fileId" FROM sales_files WHERE state = 'received' ORDER BY 1`,
    ),
  );
  for (const { fileId } of waiting) await readFile(world.deps, { companyId, fileId, signal });
}
