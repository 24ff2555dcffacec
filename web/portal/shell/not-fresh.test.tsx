import { expect, it } from 'vitest';
import type { AttentionItem, VenueOverview } from '../api/overview.types.ts';
import { renderedText } from '../i18n/rendered.test-support.tsx';
import { useText } from '../i18n/use-text.ts';
import { notFreshOf } from './not-fresh.ts';
import { tillTroubles } from './till-troubles.tsx';

type Till = VenueOverview['integrations'][number];

const till: Till = {
  ...{ id: 'i1', provider: 'cluster', providerName: 'Cluster', nickname: 'Terrace' },
  ...{ status: 'Failed', active: true, readUpTo: '2026-05-15T17:54:00Z' },
};

function Said(props: { tills: Partial<Till>[] }) {
  const { t, format } = useText();
  const venue = { timeZone: 'America/Toronto', cutoff: '05:00' } as VenueOverview['venue'];
  const today = { businessDate: '2026-05-15' } as VenueOverview['today'];
  const integrations = props.tills.map((more) => ({ ...till, ...more }));
  return notFreshOf({ overview: { venue, today, integrations }, t, format })?.long ?? 'fresh';
}

const said = (tills: Partial<Till>[], language: 'en' | 'fr' = 'en') =>
  renderedText(<Said tills={tills} />, language);

it('today’s figures say up to when they speak, and which till is silent since', () => {
  expect(said([{}])).toBe('as of 1:54 PM; Terrace has not answered since');
  expect(said([{}], 'fr')).toBe('dernier état : 13:54 ; Terrace n’a plus répondu depuis');
  const bar = { nickname: null, status: 'CalledOff', readUpTo: '2026-05-14T22:10:00Z' } as const;
  expect(said([{}, bar])).toMatch(
    /^as of May 14.*6:10 PM; Terrace and Cluster have not answered since$/,
  );
});

it('they say nothing of the kind while all tills answer', () => {
  const others = [{ status: 'Healthy' }, { active: false }, { readUpTo: null }] as const;
  expect(said([...others])).toBe('fresh');
});

it('beside the sales of a venue stands what keeps them from arriving, and no more', () => {
  const item = { severity: 'warning', kind: 'failing', venueId: 'v1', integrationId: 'i1' };
  const items = [
    item,
    { ...item, kind: 'called_off', severity: 'critical' },
    { ...item, kind: 'failed', severity: 'info' },
    { ...item, kind: 'mails_set_aside', severity: 'info' },
    { ...item, kind: 'missing_days', integrationId: undefined },
    { ...item, venueId: 'v2' },
  ] as unknown as AttentionItem[];
  expect(tillTroubles(items, 'v1').map(({ kind }) => kind)).toEqual([
    ...['failing', 'called_off', 'failed'],
  ]);
});
