/** The API as its own document tells it, so that what is added is walked without being named here. */

export interface JsonSchema {
  type?: string;
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  example?: unknown;
  default?: unknown;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  minLength?: number;
  minItems?: number;
  minimum?: number;
  $ref?: string;
}

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: JsonSchema;
}

export interface Operation {
  /** As people call it: `PATCH /api/v1/venues/{venueId}`. */
  title: string;
  method: string;
  path: string;
  pathNames: string[];
  query: Parameter[];
  body: JsonSchema | null;
  /** Null when everybody who is recognised may call it. */
  scope: string | null;
  isStream: boolean;
}

interface Document {
  paths: Record<
    string,
    Record<
      string,
      {
        parameters?: Parameter[];
        requestBody?: { content: Record<string, { schema: JsonSchema }> };
        responses: Record<string, { content?: Record<string, unknown> }>;
        'x-required-scope'?: string;
      }
    >
  >;
  components?: { schemas?: Record<string, JsonSchema> };
}

export function listOperations(document: Document): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([name, operation]) => {
      const method = name.toUpperCase();
      const scope = operation['x-required-scope'] ?? 'any';
      const body = operation.requestBody?.content['application/json']?.schema ?? null;
      const parameters = operation.parameters ?? [];
      return {
        ...{ method, path },
        title: `${method} ${path}`,
        pathNames: [...path.matchAll(/\{(\w+)\}/g)].map(([, word]) => word ?? ''),
        query: parameters.filter((each) => each.in === 'query'),
        body: body && resolve(body, document),
        scope: scope === 'any' ? null : scope,
        isStream: 'text/event-stream' in (operation.responses['200']?.content ?? {}),
      };
    }),
  );
}

function resolve(schema: JsonSchema, document: Document): JsonSchema {
  const name = /^#\/components\/schemas\/(.+)$/.exec(schema.$ref ?? '')?.[1];
  return (name && document.components?.schemas?.[name]) || schema;
}

/** What to say for every date and every id that a call asks for. */
export interface Samples {
  date: string;
  id: string;
}

/** Something the schema takes: its example if it has one; with every optional part or without. */
export function sampleOf(schema: JsonSchema, samples: Samples, isFull: boolean): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.format === 'uuid') return samples.id;
  if (schema.format === 'date') return samples.date;
  if (schema.example !== undefined) return schema.example;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum?.length) return schema.enum[0];
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (choice) return sampleOf(choice, samples, isFull);
  if (schema.type === 'object') return sampleObject(schema, samples, isFull);
  if (schema.type === 'array') {
    const item = sampleOf(schema.items ?? {}, samples, isFull);
    return Array.from({ length: schema.minItems ?? 1 }, () => item);
  }
  if (schema.type === 'boolean') return true;
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
  if (schema.format === 'email') return 'somebody@example.com';
  if (schema.format === 'date-time') return `${samples.date}T12:00:00.000Z`;
  return 'x'.repeat(Math.max(schema.minLength ?? 1, 1));
}

function sampleObject(schema: JsonSchema, samples: Samples, isFull: boolean): object {
  const wanted = Object.entries(schema.properties ?? {}).filter(
    ([name]) => isFull || schema.required?.includes(name),
  );
  return Object.fromEntries(
    wanted.map(([name, property]) => [name, sampleOf(property, samples, isFull)]),
  );
}

/** `?…` with every parameter that must be given; empty without any. */
export function queryOf(operation: Operation, samples: Samples, more: Record<string, string> = {}) {
  const required = operation.query.filter((parameter) => parameter.required);
  const query = new URLSearchParams(
    required.map(({ name, schema }) => [name, String(sampleOf(schema, samples, false))]),
  );
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  return query.size === 0 ? '' : `?${query}`;
}

/** Ids by the name they have in a path. */
export type Ids = Readonly<Record<string, string>>;

export function fillPath(operation: Operation, ids: Ids): string {
  return operation.path.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const id = ids[name];
    if (id === undefined) throw new Error(`${operation.title} asks for a ${name} nobody has`);
    return encodeURIComponent(id);
  });
}

/** Whether a schema has a place for an id somewhere. */
export function hasIds(schema: JsonSchema): boolean {
  return JSON.stringify(schema).includes('"format":"uuid"');
}
