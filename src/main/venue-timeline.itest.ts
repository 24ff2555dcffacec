import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTwoCompanies, type Tenant, type TwoCompanies } from '#test/isolation/two-companies.ts';

interface Told {
  name: string;
  text: string;
  integrationId: string | null;
  actor: unknown;
  details: unknown;
}

let two: TwoCompanies;

beforeAll(async () => {
  two = await openTwoCompanies();
});

afterAll(() => two.close());

async function change({ company, headers }: Tenant, body: object): Promise<number> {
  const response = await fetch(`${two.url}/api/v1/venues/${company.venueId}`, {
    method: 'PATCH',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  await response.body?.cancel();
  return response.status;
}

async function venueEvents({ company, headers }: Tenant, language = 'en'): Promise<Told[]> {
  const url = `${two.url}/api/v1/venues/${company.venueId}/timeline?limit=200`;
  const response = await fetch(url, { headers: { ...headers, 'accept-language': language } });
  const { items } = (await response.json()) as { items: Told[] };
  return items.filter(({ name }) => name === 'venue.changed');
}

it('a venue’s change is told with who and what, old and new, in its own timeline alone', async () => {
  const before = { a: await venueEvents(two.a), b: await venueEvents(two.b) };
  const { name } = two.a.company.venue;
  expect(await change(two.a, { name: 'Café', cutoff: '03:00', morningEnd: '15:00' })).toBe(200);
  const [newest, ...older] = await venueEvents(two.a);
  expect(older).toEqual(before.a);
  expect(newest).toMatchObject({
    name: 'venue.changed',
    integrationId: null,
    actor: { kind: 'api_key', name: 'First key' },
    details: {
      changes: { name: { was: name, now: 'Café' }, cutoff: { was: '04:00', now: '03:00' } },
    },
    text: `The API key "First key" changed settings of the venue: name ${name} → Café, cut-off 04:00 → 03:00.`,
  });
  const [french] = await venueEvents(two.a, 'fr');
  expect(french?.text).toContain('a modifié les réglages de l’établissement : nom');
  expect(await venueEvents(two.b)).toEqual(before.b);
});

it('what changed nothing is not told', async () => {
  const before = await venueEvents(two.a);
  expect(await change(two.a, { name: 'Café' })).toBe(200);
  expect(await change(two.a, { name: 'Bar', timeZone: 'Mars/Olympus' })).toBe(422);
  expect(await venueEvents(two.a)).toEqual(before);
});
