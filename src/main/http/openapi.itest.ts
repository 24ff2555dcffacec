import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { startTestServer, type TestServer } from '#test/http-server.ts';

interface Operation {
  operationId?: string;
  summary?: string;
  tags?: string[];
  security?: unknown[];
  parameters?: { name: string; in: string; required?: boolean; schema?: unknown }[];
  requestBody?: { content: Record<string, { schema?: object }> };
  responses: Record<
    string,
    { description?: string; content?: Record<string, { schema?: object }> }
  >;
}
interface Document {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> };
}

let testDb: TestDatabase;
let database: Database;
let server: TestServer;
let document: Document;

beforeAll(async () => {
  testDb = await testDatabase();
  database = openDatabase({ url: testDb.appUrl });
  server = await startTestServer({ database });
  document = (await server.call<Document>('GET', '/api/openapi.json')).body;
});

afterAll(async () => {
  await server.close();
  await database.close();
  await testDb.drop();
});

function operations(): [string, Operation][] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]): [string, Operation] => [`${method} ${path}`, one]),
  );
}

it('is OpenAPI 3.1 and names the product', () => {
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(document.info).toMatchObject({ title: 'Tillbridge', version: '1' });
  expect(operations().length).toBeGreaterThan(10);
});

it('says of every operation what it does, who may call it and how it refuses', () => {
  for (const [name, operation] of operations()) {
    expect(operation.summary, name).toMatch(/^[A-Z].{5,}[^.]$/);
    expect(operation.tags, name).toHaveLength(1);
    expect(operation.security, name).toEqual([{ apiKey: [] }, { session: [] }]);
    const statuses = Object.keys(operation.responses);
    expect(
      statuses.some((status) => status.startsWith('2')),
      name,
    ).toBe(true);
    for (const status of ['401', '429', '500']) expect(statuses, name).toContain(status);
    for (const [status, response] of Object.entries(operation.responses)) {
      expect(response.description, `${name} ${status}`).toBeTruthy();
      const types = Object.keys(response.content ?? {});
      if (Number(status) >= 400) expect(types, name).toEqual(['application/problem+json']);
      if (status === '204') expect(types, name).toEqual([]);
    }
  }
});

it('names every operation once', () => {
  const ids = operations().map(([, operation]) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain('getVenuesByVenueId');
});

it('describes every part of every path, and the body of every write that has one', () => {
  for (const [name, operation] of operations()) {
    const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, word]) => word);
    const described = (operation.parameters ?? []).filter((one) => one.in === 'path');
    expect(described.map((one) => one.name).sort(), name).toEqual(inPath.sort());
    for (const parameter of operation.parameters ?? []) expect(parameter.schema, name).toBeTruthy();
    if (operation.requestBody) {
      expect(operation.requestBody.content['application/json']?.schema, name).toBeTruthy();
    }
  }
});

it('refers only to schemas that are there', () => {
  const references = JSON.stringify(document).matchAll(
    /"\$ref":"#\/components\/schemas\/([^"]+)"/g,
  );
  const names = new Set([...references].map(([, name]) => name));
  expect(names).toContain('Venue');
  expect([...names].sort()).toEqual(Object.keys(document.components.schemas).sort());
});

it('is open to everybody', async () => {
  expect((await server.call('GET', '/api/openapi.json')).status).toBe(200);
});
