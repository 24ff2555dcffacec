import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { launchChromium } from '#test/chromium.ts';

test('a browser of our own shows a page of this machine and starts without any past', async () => {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html').end('<h1>Day page</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await launchChromium();
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect(await page.getByRole('heading').textContent()).toBe('Day page');
    expect(await context.cookies()).toEqual([]);
  } finally {
    await browser.close();
    server.close();
  }
});
