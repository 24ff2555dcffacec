import { request } from 'undici';
import { type DemoSignIn, saveDemo } from './demo-company.ts';
import { demoTills } from './demo-tills.ts';

/** Connects the demo's venues to their tills the way anybody would: through the API. */
export async function connectDemo(options: {
  home: string;
  baseUrl: string;
  demo: DemoSignIn;
}): Promise<void> {
  const { demo, baseUrl } = options;
  if (demo.isConnected) return;
  const { venues } = demoTills(demo.historyFrom);
  for (const [index, venue] of venues.entries()) {
    const reply = await request(`${baseUrl}/api/v1/venues/${demo.venueIds[index]}/integrations`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${demo.apiKey}`,
        'content-type': 'application/json',
        'idempotency-key': `demo-${index}`,
      },
      body: JSON.stringify({
        provider: 'cluster',
        credentials: { locations: venue.till.locations },
        settings: venue.settings,
      }),
    });
    const text = await reply.body.text();
    // 409: an earlier start connected it and was ended before it could note so.
    if (reply.statusCode !== 201 && reply.statusCode !== 409)
      throw new Error(`the demo till was refused: ${text}`);
  }
  saveDemo(options.home, { ...demo, isConnected: true });
}
