import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const FIXED_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** How each system's package manager is asked for Chromium; the first one present is used. */
const INSTALLERS: { program: string; needsRoot: boolean; steps: string[][] }[] = [
  {
    program: 'apt-get',
    needsRoot: true,
    steps: [['update'], ['install', '-y', '--no-install-recommends', 'chromium']],
  },
  { program: 'apk', needsRoot: true, steps: [['add', '--no-cache', 'chromium']] },
  { program: 'dnf', needsRoot: true, steps: [['install', '-y', 'chromium']] },
  { program: 'brew', needsRoot: false, steps: [['install', '--cask', 'chromium']] },
];

/** The system's Chromium or Chrome: `CHROMIUM_PATH`, else the first on PATH; null when there is none. */
function findChromium(): string | null {
  const given = process.env.CHROMIUM_PATH;
  if (given) return isExecutable(given) ? given : null;
  return (
    NAMES.map(findOnPath).find((path) => path !== null) ?? FIXED_PLACES.find(isExecutable) ?? null
  );
}

/**
 * Finds Chromium or installs it with the system's package manager where that needs no password.
 * Throws a sentence that says what to install otherwise.
 */
export function ensureChromium(say: (sentence: string) => void): string {
  const found = findChromium();
  if (found) return found;
  const advice =
    'The browser tests need Chromium or Chrome: install one, or set CHROMIUM_PATH to its program.';
  if (process.env.CHROMIUM_PATH) {
    throw new Error(`CHROMIUM_PATH names no program that can be run. ${advice}`);
  }
  const installer = INSTALLERS.find(({ program }) => findOnPath(program) !== null);
  if (!installer) throw new Error(advice);
  const prefix = installer.needsRoot ? rootPrefix() : [];
  if (!prefix) throw new Error(advice);
  say(`Installing Chromium with ${installer.program}.`);
  for (const step of installer.steps) run([...prefix, installer.program, ...step]);
  const installed = findChromium();
  if (!installed) throw new Error(`${installer.program} did not bring Chromium. ${advice}`);
  return installed;
}

/** What to put before a command that needs root: nothing as root, `sudo -n` where it asks nothing. */
function rootPrefix(): string[] | null {
  if (process.getuid?.() === 0) return [];
  const isFree = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  return isFree ? ['sudo', '-n'] : null;
}

function run(command: string[]): void {
  const [program = '', ...args] = command;
  // A failed refresh of the package lists need not matter; what counts is whether Chromium is there after.
  spawnSync(program, args, {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

function findOnPath(name: string): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const names = process.platform === 'win32' ? [`${name}.exe`] : [name];
  return folders.flatMap((dir) => names.map((file) => join(dir, file))).find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
