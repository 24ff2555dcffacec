import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';

/*
 * bootstrap.mjs in a project of its own: no packages to install, and a program that says what it
 * was given. So nothing here needs the network.
 */
const PROGRAM = `
const [command, ...args] = process.argv.slice(2);
if (command === 'wait') {
  // Before the first word: whoever hears it may send the signal at once.
  process.once('SIGTERM', () => process.exit(7));
  setInterval(() => {}, 1000);
} else {
  process.exitCode = args.includes('--fail') ? 3 : 0;
}
process.stdout.write(JSON.stringify({ command, args }) + '\\n');
`;

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tillbridge-bootstrap-'));
  mkdirSync(join(root, 'bin'));
  copyFileSync(join(import.meta.dirname, '..', 'bootstrap.mjs'), join(root, 'bootstrap.mjs'));
  writeFileSync(join(root, 'bin', 'tillbridge.ts'), PROGRAM);
  const name = { name: 'sample', version: '1.0.0' };
  writeFileSync(join(root, 'package.json'), JSON.stringify({ ...name, type: 'module' }));
  const lock = { ...name, lockfileVersion: 3, requires: true, packages: { '': name } };
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify(lock));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function launch(args: string[]) {
  const child = spawn(process.execPath, ['bootstrap.mjs', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { child, stdout: text(child.stdout), stderr: text(child.stderr) };
}

async function run(args: string[]) {
  const { child, stdout, stderr } = launch(args);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout: await stdout, stderr: await stderr };
}

test('stdout is the command’s alone and its exit code is kept, at the first run too', async () => {
  const first = await run(['run', 'admin', '--fail']);
  expect(first.stdout).toBe('{"command":"admin","args":["--fail"]}\n');
  expect(first.code).toBe(3);
  expect(first.stderr).toContain('Installing packages');

  const second = await run(['start', '--port', '8080']);
  expect(second.stdout).toBe('{"command":"start","args":["--port","8080"]}\n');
  expect(second.stderr).toBe('');
  expect(second.code).toBe(0);
});

test('packages are installed again after an install that was cut short', async () => {
  await run(['run', 'x']);
  writeFileSync(join(root, '.runtime', 'install-unfinished'), '');
  expect((await run(['run', 'x'])).stderr).toContain('Installing packages');
  expect(existsSync(join(root, '.runtime', 'install-unfinished'))).toBe(false);
});

test('two bootstraps at once install once, and both go on', async () => {
  const both = await Promise.all([run(['run', 'a']), run(['run', 'b'])]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(both.filter(({ stderr }) => stderr.includes('Installing packages'))).toHaveLength(1);
});

test('the lock of a killed bootstrap does not block the next', async () => {
  const killed = spawn(process.execPath, ['-e', '']);
  await once(killed, 'exit');
  mkdirSync(join(root, '.runtime'));
  writeFileSync(join(root, '.runtime', 'bootstrap.lock'), `${killed.pid} left-behind`);
  expect((await run(['run', 'x'])).code).toBe(0);
});

test('a signal reaches the program, and the program decides the exit code', async () => {
  await run(['run', 'x']);
  const { child } = launch(['run', 'wait']);
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  const [code] = (await once(child, 'close')) as [number | null];
  expect(code).toBe(7);
});

test('an unknown command is answered with the usage', async () => {
  expect(await run(['toString'])).toMatchObject({ code: 1, stdout: '' });
});
