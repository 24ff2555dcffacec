import { totalmem } from 'node:os';

const MEBIBYTE = 1024 * 1024;

/**
 * The server's settings as a configuration file, rewritten at every start. An operator's own
 * `ALTER SYSTEM` settings are read after it and win.
 *
 * Sized for a small machine that also runs the program itself. `isThrowaway` is for tests alone:
 * it gives up durability, so a power cut may destroy the data.
 */
export function renderServerConfig(server: { port: number; isThrowaway: boolean }): string {
  const cacheMib = Math.min(4096, Math.max(512, Math.floor(totalmem() / MEBIBYTE / 2)));
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: server.port,
    max_connections: 100,
    tcp_keepalives_idle: '30s',
    tcp_keepalives_interval: '10s',
    tcp_keepalives_count: 3,
    shared_buffers: '256MB',
    effective_cache_size: `${cacheMib}MB`,
    work_mem: '16MB',
    // A chunk of an import is staged in temporary tables; in the usual 8 MB it would spill to disk.
    temp_buffers: '32MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '2GB',
    min_wal_size: '256MB',
    checkpoint_timeout: '15min',
    wal_compression: 'on',
    synchronous_commit: 'on',
    random_page_cost: 1.1,
    // Compiling queries costs more than it saves on queries of milliseconds.
    jit: 'off',
    autovacuum: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_checkpoints: 'off',
    log_line_prefix: '%m [%p] %q%u@%d ',
    // Statements may carry guests' data; a failing one is named by its message alone.
    log_min_error_statement: 'panic',
    ...(server.isThrowaway
      ? { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }
      : {}),
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name} = '${value}'\n`)
    .join('');
}
