import { type Browser, chromium } from 'playwright-core';
import { ensureChromium } from './chromium-program.ts';

/**
 * The system's Chromium, headless, with an empty profile of its own and nothing in the background
 * that would talk to the outside. Close it in `afterAll`.
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = ensureChromium((sentence) => process.stderr.write(`${sentence}\n`));
  // Chromium's sandbox does not work for root, as in most containers.
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath,
    args: [
      ...(isRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
