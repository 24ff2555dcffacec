/*
 * What `npm start`, `npm test`, `npm run check` and `npm run -s tillbridge` run: brings a fresh
 * clone to where the program runs, then runs it. Needs any Node from 20 on and npm, nothing else:
 *
 *   1. Node 24 (the program runs straight from TypeScript): where this one is older, the registry's
 *      `node-<platform>-<arch>` package goes to .runtime/.
 *   2. The packages of package-lock.json, when they are not what is installed.
 *   3. The web pages, when their sources changed, for the commands that show them.
 *
 * Its own words go to stderr: stdout belongs to the command.
 */
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const NODE_MAJOR = 24;
const NODE_VERSION = '24.21.0';
const LOCK_HEARTBEAT_MS = 2_000;
const LOCK_STALE_AFTER_MS = 30_000;
const LOCK_POLL_MS = 200;
const PARENT_POLL_MS = 1_000;

const root = dirname(fileURLToPath(import.meta.url));
const runtimeDir = join(root, '.runtime');
const modulesDir = join(root, 'node_modules');
const isWindows = process.platform === 'win32';

/** A sentence for the person at the keyboard; shown without a stack. */
class BootstrapError extends Error {}

const commands = {
  start: (args) => runProgram(['start', ...args]),
  run: runProgram,
  test: () => runStages('all'),
  check: () => runStages('check'),
  pages: () => preparePages(),
};

async function main() {
  const [name = '', ...args] = process.argv.slice(2);
  const command = Object.hasOwn(commands, name) ? commands[name] : null;
  if (!command)
    throw new BootstrapError('Usage: node bootstrap.mjs start|run|test|check|pages [...]');
  return command(args);
}

async function runProgram(args) {
  const node = await prepare({ hasPages: args[0] === 'start' || args[0] === 'serve' });
  return runToEnd(node, [join('bin', 'tillbridge.ts'), ...args], 'inherit');
}

/** A failed build of the pages must not hide what else fails, so the stages ask for it themselves. */
async function runStages(scope) {
  const node = await prepare({ hasPages: false });
  return runToEnd(node, [join('test', 'run-stages.ts'), scope], 'inherit');
}

async function preparePages() {
  await prepare({ hasPages: true });
  return 0;
}

/** Makes everything ready and returns the Node to run with; children find it first on PATH too. */
async function prepare({ hasPages }) {
  const node = await ensureNode();
  process.env.PATH = `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`;
  await ensurePackages(node);
  if (hasPages) await ensurePages(node);
  return node;
}

// --- Node ---------------------------------------------------------------------------------------

async function ensureNode() {
  if (Number.parseInt(process.versions.node, 10) >= NODE_MAJOR) return process.execPath;
  const system = isWindows ? 'win' : process.platform;
  const name = `node-${system}-${process.arch}`;
  const home = join(runtimeDir, 'node_modules', name);
  const program = join(home, 'bin', isWindows ? 'node.exe' : 'node');
  const isInstalled = () =>
    existsSync(program) && readJson(join(home, 'package.json'))?.version === NODE_VERSION;
  if (isInstalled()) return program;
  await withLock(async () => {
    if (isInstalled()) return;
    say(`Tillbridge needs Node ${NODE_MAJOR}, this is ${process.versions.node}: getting it.`);
    // Installed beside and renamed, so an interrupted download leaves nothing half made.
    const draft = join(runtimeDir, `draft-${process.pid}`);
    mkdirSync(draft, { recursive: true });
    writeFileSync(join(draft, 'package.json'), '{"private":true}');
    const code = await npm(process.execPath, [
      'install',
      `--prefix=${draft}`,
      '--no-save',
      '--ignore-scripts',
      `${name}@${NODE_VERSION}`,
    ]);
    if (code === 0) {
      rmSync(join(runtimeDir, 'node_modules'), { recursive: true, force: true });
      renameSync(join(draft, 'node_modules'), join(runtimeDir, 'node_modules'));
    }
    rmSync(draft, { recursive: true, force: true });
    if (!isInstalled()) {
      throw new BootstrapError(
        `Node ${NODE_VERSION} could not be installed as ${name}. Check the network and the npm registry, or install Node ${NODE_MAJOR} yourself.`,
      );
    }
  });
  if ((await runToEnd(program, ['--version'], 'ignore')) !== 0) {
    throw new BootstrapError(
      `The registry's Node ${NODE_VERSION} does not run on this system. Install Node ${NODE_MAJOR} with the system's own packages, then try again.`,
    );
  }
  return program;
}

// --- Packages -----------------------------------------------------------------------------------

async function ensurePackages(node) {
  const stampPath = join(modulesDir, '.tillbridge-installed');
  // Stands while npm works: what an interrupted install left behind is not to be trusted.
  const unfinishedPath = join(runtimeDir, 'install-unfinished');
  const wanted = hashFiles([join(root, 'package.json'), join(root, 'package-lock.json')]);
  const isCurrent = () => !existsSync(unfinishedPath) && readText(stampPath) === wanted;
  if (isCurrent()) return;
  await withLock(async () => {
    if (isCurrent()) return;
    if (existsSync(unfinishedPath) || !isInstalledAsLocked()) {
      say('Installing packages; the first time this takes a minute.');
      if (existsSync(unfinishedPath)) rmSync(modulesDir, { recursive: true, force: true });
      writeFileSync(unfinishedPath, '');
      // Not `npm ci`: it refuses a lock file without the other platforms' variants of a package,
      // which npm leaves out where they cannot be had. This keeps to the lock file and never writes it.
      // No install scripts: the one package that has any (PostgreSQL) is completed at its start.
      const keepToLock = ['--no-save', '--include=dev', '--include=optional', '--ignore-scripts'];
      const code = await npm(node, ['install', ...keepToLock]);
      if (code !== 0) throw new BootstrapError('The packages could not be installed (see above).');
      rmSync(unfinishedPath, { force: true });
    }
    mkdirSync(modulesDir, { recursive: true });
    writeFileSync(stampPath, wanted);
  });
}

/** True when npm's own record of node_modules agrees with both files, as after `npm install x`. */
function isInstalledAsLocked() {
  const manifest = readJson(join(root, 'package.json'));
  const locked = readJson(join(root, 'package-lock.json'))?.packages ?? {};
  const installed = readJson(join(modulesDir, '.package-lock.json'))?.packages;
  if (!installed) return false;
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'];
  const listOf = (source) =>
    JSON.stringify(kinds.map((kind) => Object.entries(source?.[kind] ?? {}).sort()));
  if (listOf(manifest) !== listOf(locked[''])) return false;
  return Object.entries(locked).every(([path, { version, optional }]) => {
    if (path === '') return true;
    return installed[path] ? installed[path].version === version : optional === true;
  });
}

// --- Web pages ----------------------------------------------------------------------------------

/** Builds each web/<name> that has a Vite configuration into dist/<name>, if anything of it changed. */
async function ensurePages(node) {
  const webDir = join(root, 'web');
  const names = readdirIfThere(webDir).filter((name) =>
    existsSync(join(webDir, name, 'vite.config.ts')),
  );
  if (names.length === 0) return;
  const sources = [join(root, 'package-lock.json'), ...listFiles(webDir)];
  const wanted = hashFiles(sources);
  const stampPath = (name) => join(root, 'dist', `${name}.stamp`);
  const isCurrent = (name) =>
    readText(stampPath(name)) === wanted && existsSync(join(root, 'dist', name));
  if (names.every(isCurrent)) return;
  await withLock(async () => {
    for (const name of names.filter((each) => !isCurrent(each))) {
      say(`Building the pages of ${name}.`);
      await buildPages(node, name);
      writeFileSync(stampPath(name), wanted);
    }
  });
}

async function buildPages(node, name) {
  const target = join(root, 'dist', name);
  const draft = `${target}.draft`;
  const vite = join(modulesDir, 'vite', 'bin', 'vite.js');
  const args = ['build', join(root, 'web', name), '--outDir', draft, '--emptyOutDir'];
  const code = await runToEnd(node, [vite, ...args, '--logLevel', 'warn'], 'stderr');
  if (code !== 0) throw new BootstrapError(`The pages of ${name} could not be built (see above).`);
  rmSync(target, { recursive: true, force: true });
  renameSync(draft, target);
}

// --- Lock ---------------------------------------------------------------------------------------

/** One bootstrap at a time changes the folder; a lock whose holder was killed is taken over. */
async function withLock(work) {
  mkdirSync(runtimeDir, { recursive: true });
  const path = join(runtimeDir, 'bootstrap.lock');
  const token = `${process.pid} ${randomUUID()}`;
  for (let isTold = false; !tryCreate(path, token); isTold = true) {
    if (isStale(path)) takeAway(path);
    else if (!isTold) say('Another bootstrap is at work in this folder; waiting for it.');
    await delay(LOCK_POLL_MS);
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    if (readText(path) === token) utimesSync(path, now, now);
  }, LOCK_HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if (readText(path) === token) rmSync(path, { force: true });
  }
}

function isStale(path) {
  const text = readText(path);
  if (text === null) return false;
  const pid = Number.parseInt(text, 10);
  if (pid > 0 && !isProcessAlive(pid)) return true;
  const touched = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return touched !== undefined && Date.now() - touched > LOCK_STALE_AFTER_MS;
}

/** Only the maker of the break file removes a stale lock, or two waiters could remove a fresh one. */
function takeAway(path) {
  const breakPath = `${path}.break`;
  if (!tryCreate(breakPath, String(process.pid))) {
    if (isStale(breakPath)) rmSync(breakPath, { force: true });
    return;
  }
  if (isStale(path)) rmSync(path, { force: true });
  rmSync(breakPath, { force: true });
}

function tryCreate(path, content) {
  try {
    writeFileSync(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function isProcessAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

// --- Programs -----------------------------------------------------------------------------------

function npm(node, args) {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const script = process.env.npm_execpath ?? '';
  if (script.endsWith('npm-cli.js')) return runToEnd(node, [script, ...args, ...quiet], 'stderr');
  // npm on Windows is a command file, which only a shell runs; none of the arguments comes from outside.
  return runToEnd('npm', [...args, ...quiet], 'stderr', { shell: isWindows });
}

/** Runs a program and returns its exit code, passing on the signals that should end it. */
function runToEnd(program, args, output, options = {}) {
  const stdio = { inherit: 'inherit', ignore: 'ignore', stderr: ['ignore', 2, 2] }[output];
  const child = spawn(program, args, { cwd: root, stdio, windowsHide: true, ...options });
  const stopped = watchForEnd(child);
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      stopped();
      reject(new BootstrapError(`${program} could not be run: ${error.message}`));
    });
    child.once('exit', (code, signal) => {
      stopped();
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

/**
 * Passes signals on to `child`. A terminal's Ctrl-C reaches the child by itself and is not repeated.
 * Under npm, a vanished npm counts as a wish to end too: the shell between does not pass signals on.
 */
function watchForEnd(child) {
  const forward = (signal) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  const startedBy = lineage();
  const watch = setInterval(() => {
    if (process.env.npm_lifecycle_event && lineage() !== startedBy) child.kill('SIGTERM');
  }, PARENT_POLL_MS);
  return () => {
    clearInterval(watch);
    for (const signal of signals) process.off(signal, forward);
  };
}

/** Our parent and, where that is the shell npm runs a script with (Linux tells), npm itself. */
function lineage() {
  const stat = readText(`/proc/${process.ppid}/stat`) ?? '';
  const [, name = '', parent] = /^\d+ \((.*)\) \S (\d+)/.exec(stat) ?? [];
  return /^(ba|da|z|)sh$/.test(name) ? `${process.ppid} ${parent}` : `${process.ppid}`;
}

// --- Files --------------------------------------------------------------------------------------

function hashFiles(paths) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${NODE_MAJOR}`);
  for (const path of paths)
    hash.update(`\0${path.slice(root.length)}\0`).update(readFileSync(path));
  return hash.digest('hex');
}

function listFiles(dir) {
  return readdirSync(dir, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(dir, entry.name);
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : listFiles(path);
      return [path];
    });
}

function readdirIfThere(dir) {
  return existsSync(dir) ? readdirSync(dir) : [];
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof BootstrapError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
