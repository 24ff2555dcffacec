import pg from 'pg';
import type { Sql } from './sql.ts';

/** One transaction, bound to one company (or to none: then tenant tables show no rows). */
export interface Tx {
  readonly companyId: string | null;
  /** All rows. */
  rows<Row>(statement: Sql): Promise<Row[]>;
  /** The first row or null. */
  first<Row>(statement: Sql): Promise<Row | null>;
  /** Number of rows touched. */
  run(statement: Sql): Promise<number>;
  /** For COPY and other protocol-level work. */
  readonly client: pg.PoolClient;
}

export interface Database {
  /** One transaction in which only this company's rows exist. */
  withCompany<T>(companyId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** The same for reading alone: every statement sees one moment, so that figures agree. */
  withCompanySnapshot<T>(companyId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** One transaction that sees no tenant rows: for identity tables and id-only system functions. */
  withoutCompany<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** A connection of its own, outside the pool's size, for LISTEN and session locks. */
  dedicated(): Promise<pg.Client>;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** int8 as number (checked: money and counts stay below 2^53), date as text, numeric as text. */
function typeParsers(): pg.CustomTypesConfig {
  const parsers = new Map<number, (text: string) => unknown>([
    [pg.types.builtins.INT8, parseSafeInteger],
    [pg.types.builtins.DATE, (text) => text],
    [pg.types.builtins.NUMERIC, (text) => text],
  ]);
  return {
    getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
      parsers.get(oid) ?? pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
  };
}

function parseSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a safe integer: ${text}`);
  return value;
}

export function openDatabase(options: {
  url: string;
  connectionsMax?: number;
  /** Told about connections that broke while idle; the pool replaces them. */
  onConnectionError?: (error: Error) => void;
}): Database {
  const config: pg.PoolConfig = {
    connectionString: options.url,
    max: options.connectionsMax ?? 10,
    types: typeParsers(),
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: 'tillbridge',
  };
  const pool = new pg.Pool(config);
  pool.on('error', (error) => options.onConnectionError?.(error));
  return {
    pool,
    withCompany: (companyId, work) => inTransaction(pool, { companyId, begin: 'BEGIN' }, work),
    withCompanySnapshot: (companyId, work) =>
      inTransaction(pool, { companyId, begin: beginSnapshot }, work),
    withoutCompany: (work) => inTransaction(pool, { companyId: null, begin: 'BEGIN' }, work),
    async dedicated() {
      const { max: _max, ...single } = config;
      const client = new pg.Client(single as pg.ClientConfig);
      client.on('error', (error) => options.onConnectionError?.(error));
      await client.connect();
      return client;
    },
    close: () => pool.end(),
  };
}

const beginSnapshot = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

async function inTransaction<T>(
  pool: pg.Pool,
  { companyId, begin }: { companyId: string | null; begin: string },
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A connection lost between statements emits 'error' on the client: it must not end the process.
  const onError = (error: Error) => {
    broken = error;
  };
  client.on('error', onError);
  try {
    // One round trip for both; SET takes no parameters.
    const company = client.escapeLiteral(companyId ?? '');
    await client.query(`${begin}; SET LOCAL tillbridge.company_id = ${company}`);
    const result = await work(toTx(client, companyId));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

function toTx(client: pg.PoolClient, companyId: string | null): Tx {
  return {
    companyId,
    client,
    async rows<Row>(statement: Sql) {
      return (await client.query(statement)).rows as Row[];
    },
    async first<Row>(statement: Sql) {
      return ((await client.query(statement)).rows[0] as Row | undefined) ?? null;
    },
    async run(statement) {
      return (await client.query(statement)).rowCount ?? 0;
    },
  };
}
