import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { ensureChromium } from './chromium-program.ts';

/*
 * `node test/run-stages.ts all|check`: every stage is run even after one failed, then one summary.
 * The last line is `N passed, N failed`, over all tests; a failed tool counts as one failed test.
 */

interface Stage {
  name: string;
  run: () => Promise<Tally>;
}

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

const noTest: Tally = { passed: 0, failed: 0, skipped: 0 };
const root = join(import.meta.dirname, '..');
const reportDir = join(root, 'test-output');

const packageProgram = (name: string, path: string) => join('node_modules', name, path);
const tsc = packageProgram('typescript', 'bin/tsc');

const staticStages: Stage[] = [
  tool('types', [tsc, '-p', 'tsconfig.json']),
  ...(existsSync(join(root, 'web/tsconfig.json'))
    ? [tool('types of the web pages', [tsc, '-p', 'web/tsconfig.json'])]
    : []),
  tool('lint and format', [
    packageProgram('@biomejs/biome', 'bin/biome'),
    'ci',
    '--error-on-warnings',
  ]),
  tool('unused code', [packageProgram('knip', 'bin/knip.js')]),
];

/** One static tool: no test, but a failed one counts as a failed test. */
function tool(name: string, args: string[]): Stage {
  const run = async () => ({ ...noTest, failed: (await runNode(args)) === 0 ? 0 : 1 });
  return { name, run };
}

/** The browser of the browser tests, found or installed. */
function browserProgram(): Stage {
  const run = async () => {
    try {
      print(ensureChromium(print));
      return noTest;
    } catch (error) {
      print((error as Error).message);
      return { ...noTest, failed: 1 };
    }
  };
  return { name: 'Chromium', run };
}

/** The tests of one vitest project; a project in which no test ran counts as failed. */
function tests(project: string): Stage {
  const reportPath = join(reportDir, `${project}.json`);
  const run = async () => {
    rmSync(reportPath, { force: true });
    const code = await runNode([
      packageProgram('vitest', 'vitest.mjs'),
      'run',
      `--project=${project}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportPath}`,
    ]);
    const tally = readReport(reportPath);
    const isBroken = (code !== 0 && tally.failed === 0) || tally.passed + tally.failed === 0;
    return isBroken ? { ...tally, failed: 1 } : tally;
  };
  return { name: `${project} tests`, run };
}

function readReport(path: string): Tally {
  if (!existsSync(path)) return noTest;
  const report = JSON.parse(readFileSync(path, 'utf8')) as Record<string, number>;
  return {
    passed: report.numPassedTests ?? 0,
    failed: report.numFailedTests ?? 0,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  };
}

function runNode(args: string[]): Promise<number> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const end = () => {
    child.kill('SIGTERM');
    process.exit(143);
  };
  process.once('SIGTERM', end);
  return new Promise<number>((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  }).finally(() => process.off('SIGTERM', end));
}

async function runStages(stages: Stage[]): Promise<number> {
  const total = { ...noTest };
  const lines: string[] = [];
  for (const { name, run } of stages) {
    print(`\n== ${name}`);
    const startedMs = performance.now();
    const tally = await run();
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    lines.push(`${tally.failed === 0 ? 'ok    ' : 'FAILED'} ${seconds.padStart(6)} s  ${name}`);
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.skipped += tally.skipped;
  }
  print(`\n${lines.join('\n')}\n`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  print(`${total.passed} passed, ${total.failed} failed${skipped}`);
  return total.failed === 0 ? 0 : 1;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

const [scope = 'all'] = process.argv.slice(2);
mkdirSync(reportDir, { recursive: true });
const checks = [...staticStages, tests('unit')];
const all = [
  browserProgram(),
  tool('web pages', ['bootstrap.mjs', 'pages']),
  ...checks,
  tests('integration'),
  tests('browser'),
];
process.exitCode = await runStages(scope === 'check' ? checks : all);
