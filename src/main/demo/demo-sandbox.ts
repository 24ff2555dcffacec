import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** The demo's sandbox tills; they live as long as this process. */
export async function startDemoSandbox(
  historyFrom: string,
): Promise<{ url: string; close(): Promise<unknown> }> {
  const thread = new Worker(new URL('./sandbox-thread.ts', import.meta.url), {
    workerData: { historyFrom },
  });
  const [message] = (await once(thread, 'message')) as [{ url: string }];
  return { url: message.url, close: () => thread.terminate() };
}
