import { afterAll, beforeAll, expect, it } from 'vitest';
import { fillPath, listOperations, type Operation, sampleOf } from './operations.ts';
import type { TwoCompanies } from './two-companies.ts';
import { digestRows, listTenantTables, openTwoCompanies, sharedDate } from './two-companies.ts';

/** Texts the database cannot hold, or holds as another text. */
const broken = ['a\0b', 'a\ud800b'];

/** Where each line of a body is answered by itself, and a broken one refused alone. */
const lineByLine = new Set(['POST /api/v1/venues/{venueId}/sales']);

let two: TwoCompanies;
let operations: Operation[];

beforeAll(async () => {
  two = await openTwoCompanies();
  const document = await fetch(`${two.url}/api/openapi.json`);
  operations = listOperations((await document.json()) as Parameters<typeof listOperations>[0]);
});

afterAll(() => two.close());

const samples = () => ({ date: sharedDate, id: two.a.company.venueId });

async function call(operation: Operation, path: string, body?: unknown) {
  const response = await fetch(two.url + path, {
    method: operation.method,
    headers: {
      ...two.a.headers,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { errors = [] } = (await response.json()) as { errors?: { path: string }[] };
  return { status: response.status, paths: errors.map(({ path: each }) => each) };
}

/** The value once for every text in it, with that text broken. */
function* breakEach(value: unknown, text: string, path = ''): Generator<[string, unknown]> {
  if (typeof value === 'string') yield [path, text];
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    for (const [where, changed] of breakEach(member, text, path ? `${path}.${name}` : name)) {
      const copy: unknown = Array.isArray(value) ? [...value] : { ...value };
      yield [where, Object.assign(copy as object, { [name]: changed })];
    }
  }
}

const anyPath = (operation: Operation) => {
  const ids = operation.pathNames.map((name) => [name, two.a.company.venueId]);
  return fillPath(operation, Object.fromEntries(ids));
};

it('no endpoint takes a broken text in its body, and each names where it stands', async () => {
  const tables = await listTenantTables(two.world.database);
  const before = await digestRows(two.world.database, two.a.company.companyId, tables);
  let tried = 0;
  const whole = operations.filter(({ body, title }) => body !== null && !lineByLine.has(title));
  for (const operation of whole) {
    const sample = sampleOf(operation.body ?? {}, samples(), true);
    for (const text of broken) {
      for (const [where, body] of breakEach(sample, text)) {
        const told = await call(operation, anyPath(operation), body);
        expect(told, `${operation.title} ${where}`).toEqual({ status: 422, paths: [where] });
        tried += 1;
      }
    }
  }
  expect(tried).toBeGreaterThan(30);
  expect(await digestRows(two.world.database, two.a.company.companyId, tables)).toEqual(before);
});

it('nor in its path or query', async () => {
  let tried = 0;
  for (const operation of operations) {
    const ids = Object.fromEntries(operation.pathNames.map((name) => [name, 'a\0b']));
    if (operation.pathNames.length > 0) {
      const told = await call(operation, fillPath(operation, ids));
      const paths = [...operation.pathNames].sort();
      expect({ ...told, paths: told.paths.sort() }, operation.title).toEqual({
        status: 422,
        paths,
      });
    }
    for (const { name } of operation.query) {
      const told = await call(operation, `${anyPath(operation)}?${name}=a%00b`);
      expect(told, `${operation.title} ${name}`).toEqual({ status: 422, paths: [name] });
      tried += 1;
    }
  }
  expect(tried).toBeGreaterThan(15);
});
