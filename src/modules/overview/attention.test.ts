import { describe, expect, it } from 'vitest';
import type { Problem } from '#connectors/contract.ts';
import { listDates } from '#kernel/business-day.ts';
import { assembleDays, toVenueDay, type UnusualDay } from '#modules/sales/index.ts';
import type { Venue } from '#modules/tenancy/index.ts';
import { type Link, listAttention, type VenueFacts } from './attention.ts';
import type { ImportState } from './overview.store.ts';

const venue: Venue = {
  venueId: 'v1',
  name: 'Bistro Nord',
  timeZone: 'America/Toronto',
  currency: 'CAD',
  cutoff: '05:00',
  morningEnd: '15:00',
};
const today = toVenueDay('2025-03-15', venue);
const hourMs = 3_600_000;
const noonMs = today.startMs + 7 * hourMs;

const link: Link = {
  integrationId: 'i1',
  venueId: 'v1',
  provider: 'cluster',
  providerName: { en: 'Cluster', fr: 'Cluster' },
  nickname: 'Bar',
  isActive: true,
  status: 'Healthy',
  reason: null,
  isWarned: false,
  sentAs: null,
};

/** Two weeks whose days were all read, but for `unread`; `today` is the running day. */
function facts(more: Partial<VenueFacts> = {}, unread: string[] = []): VenueFacts {
  const nowMs = more.nowMs ?? noonMs;
  const days = listDates('2025-03-01', '2025-03-15').map((date) => toVenueDay(date, venue));
  const covered = days
    .filter((day) => !unread.includes(day.businessDate))
    .map((day) => ({ fromMs: day.startMs, toMs: day.endMs }));
  const location = {
    locationId: 'l1',
    venueId: 'v1',
    integrationId: 'i1',
    label: 'Bar',
    historyFrom: '2025-01-01',
    deactivatedAtMs: null,
    toldFromMs: covered[0]?.fromMs ?? null,
    covered,
  };
  return {
    venue,
    days: assembleDays({
      days,
      locations: [location],
      totals: [],
      setAside: [],
      categories: [],
      nowMs,
    }),
    unusual: new Map(),
    links: [link],
    imports: [],
    quarantined: [],
    waitingFiles: [],
    strayMails: [],
    restated: [],
    nowMs,
    ...more,
  };
}

const kinds = (of: VenueFacts) => listAttention([of]).map((item) => item.kind);

const files: Link = {
  ...{ ...link, provider: 'sales-file', sentAs: 'file' },
  providerName: { en: 'Sales file', fr: 'Fichier de ventes' },
};
const waiting: VenueFacts['waitingFiles'][number] = {
  ...{ integrationId: 'i1', venueId: 'v1', asking: 0, askingFileId: null },
  ...{ unreadable: 0, unreadableFileId: null },
};
const page = '/v/v1/settings/integrations/i1';

describe('attention for links that are sent their sales', () => {
  const said = (more: Partial<VenueFacts>) =>
    listAttention([facts(more)]).map(({ kind, text, action }) => [kind, text.en, action.href]);

  it('is called for while no file comes, and leads to where one is sent', () => {
    expect(said({ links: [{ ...files, isWarned: true }] })).toEqual([
      [
        'files_awaited',
        'No sales file of “Bar” at Bistro Nord has come for more than two weeks; after 30 days it is called off.',
        `${page}/files`,
      ],
    ]);
    const [push] = said({ links: [{ ...files, sentAs: 'push', isWarned: true }] });
    expect(push).toMatchObject(['files_awaited', expect.stringContaining('has not called'), page]);
  });

  it('never promises to fetch or to resume', () => {
    for (const status of ['Failed', 'CalledOff'] as const) {
      const [item] = listAttention([facts({ links: [{ ...files, status }] })]);
      expect(item?.text.en).not.toMatch(/check|resume|by itself/);
      expect(item?.action.href).toBe(`${page}/files`);
    }
  });

  it('counts what waits for an answer or could not be read, and leads to the one', () => {
    const waitingFiles = [
      { ...waiting, asking: 1, askingFileId: 'f1', unreadable: 2, unreadableFileId: 'f2' },
    ];
    const links = [{ ...files, status: 'Failed' as const }];
    expect(said({ links, waitingFiles })).toMatchObject([
      ['files_asking', expect.stringContaining('A sales file of'), `${page}/files/f1`],
      ['files_unreadable', expect.stringContaining('2 sales files of'), `${page}/files`],
    ]);
  });

  it('tells of mails that were set aside', () => {
    expect(said({ links: [files], strayMails: [{ integrationId: 'i1', count: 1 }] })).toMatchObject(
      [
        [
          'mails_set_aside',
          expect.stringContaining('An e-mail to “Bar” at Bistro Nord'),
          `${page}/files`,
        ],
      ],
    );
  });
});

describe('attention', () => {
  it('is not called for when all is well', () => {
    expect(kinds(facts())).toEqual([]);
  });

  it('is critical for a link that was called off, and leads to it', () => {
    expect(listAttention([facts({ links: [{ ...link, status: 'CalledOff' }] })])).toEqual([
      {
        severity: 'critical',
        kind: 'called_off',
        venueId: 'v1',
        integrationId: 'i1',
        text: {
          en: 'Cluster “Bar” at Bistro Nord failed for so long that it was called off; no sales arrive until you resume it.',
          fr: expect.stringContaining('Cluster « Bar » (Bistro Nord)'),
        },
        action: {
          label: { en: 'Resume', fr: 'Reprendre' },
          href: '/v/v1/settings/integrations/i1',
        },
      },
    ]);
  });

  it('tells of a failed check at once, and warns half of the way to being called off', () => {
    const failing = { ...link, status: 'Failed' } as const;
    expect(kinds(facts({ links: [failing] }))).toEqual(['failed']);
    expect(kinds(facts({ links: [{ ...failing, isWarned: true }] }))).toEqual(['failing']);
  });

  it('warns at once of access that is refused, in the words of the till, and leads to Edit', () => {
    const reason: Problem = {
      kind: 'auth',
      code: 'cluster.key_refused',
      message: {
        en: 'Cluster refuses the API key. What is stored stays. Copy it once more.',
        fr: 'Cluster refuse la clé API. Rien ne se perd. Recopiez-la.',
      },
    };
    const failed: Link = { ...link, status: 'Failed', reason };
    const [item, ...more] = listAttention([facts({ links: [failed] })]);
    expect(more).toEqual([]);
    expect(item).toMatchObject({
      kind: 'failing',
      severity: 'warning',
      text: {
        en: 'Cluster “Bar” at Bistro Nord: Cluster refuses the API key; replace it, no sales arrive until then.',
        fr: 'Cluster « Bar » (Bistro Nord) : Cluster refuse la clé API ; corrigez ce qui est saisi, aucune vente n’arrive d’ici là.',
      },
      action: { label: { en: 'Edit', fr: 'Modifier' }, href: `${page}?edit=true` },
    });
    expect(kinds(facts({ links: [{ ...failed, isWarned: true }] }))).toEqual(['failing']);
    for (const [kind, toDo] of [
      ['permission', 'ask Cluster to allow it'],
      ['not_activated', 'ask Cluster'],
    ] as const) {
      const [other] = listAttention([
        facts({ links: [{ ...failed, reason: { ...reason, kind } }] }),
      ]);
      expect(other).toMatchObject({ severity: 'warning' });
      expect(other?.text.en).toContain(toDo);
    }
    const offline: Link = { ...failed, reason: { ...reason, kind: 'venue_offline' } };
    expect(listAttention([facts({ links: [offline] })])).toMatchObject([
      { severity: 'info', text: { en: expect.stringContaining('tried again by itself') } },
    ]);
  });

  it('names the newest of recent days that were not read, and how many more there are', () => {
    const [item] = listAttention([facts({}, ['2025-03-02', '2025-03-09', '2025-03-12'])]);
    expect(item).toMatchObject({
      kind: 'missing_days',
      severity: 'warning',
      businessDate: '2025-03-12',
      text: {
        en: 'Bistro Nord: Wed, Mar 12 and 1 more day could not be read from the till in full.',
        fr: expect.stringContaining('et d’un autre jour'),
      },
      action: { href: '/v/v1/sales/2025-03-12' },
    });
  });

  it('gives a day that just ended time to be read', () => {
    const soon = facts({ nowMs: today.startMs + hourMs }, ['2025-03-14']);
    expect(kinds(soon)).toEqual([]);
    expect(kinds(facts({}, ['2025-03-14']))).toEqual(['missing_days']);
  });

  it('does not miss days that a running import is still to reach', () => {
    const open: ImportState = {
      integrationId: 'i1',
      venueId: 'v1',
      state: 'running',
      fromMs: toVenueDay('2025-01-01', venue).startMs,
      reachedMs: toVenueDay('2025-03-14', venue).startMs,
    };
    const unread = ['2025-03-12', '2025-03-13'];
    expect(kinds(facts({ imports: [open] }, unread))).toEqual([]);
    const passed = { ...open, reachedMs: toVenueDay('2025-03-12', venue).startMs };
    expect(kinds(facts({ imports: [passed] }, unread))).toEqual(['missing_days']);
    const stopped = { ...open, state: 'failed' } as const;
    expect(kinds(facts({ imports: [stopped] }, unread))).toEqual([
      'backfill_failed',
      'missing_days',
    ]);
  });

  it('names a day out of line with its weekday, until somebody approves it', () => {
    const day = { usualNetMinor: 241_000, sampleDays: 8, isConfirmed: false } as const;
    const empty = new Map([['2025-03-11', { ...day, direction: 'none' } as const]]);
    const [item, ...more] = listAttention([facts({ unusual: empty })]);
    expect(more).toEqual([]);
    expect(item).toMatchObject({
      kind: 'unusual_days',
      severity: 'warning',
      businessDate: '2025-03-11',
      text: {
        en: 'Bistro Nord: Tue, Mar 11 had no sales, though Tuesdays usually sell $2,410.00.',
        fr: expect.stringMatching(/aucune vente le mar\. 11 mars, alors qu’un mardi rapporte/),
      },
      action: { href: '/v/v1/sales/2025-03-11' },
    });
    const approved = new Map([
      ['2025-03-11', { ...day, direction: 'none', isConfirmed: true } as const],
    ]);
    expect(kinds(facts({ unusual: approved }))).toEqual([]);
  });

  it('names several such days in one entry, and only informs of days that sold more', () => {
    const day = { usualNetMinor: 0, sampleDays: 8, isConfirmed: false } as const;
    const high = { ...day, direction: 'high' } as const;
    const dates = ['2025-03-04', '2025-03-06', '2025-03-11'];
    const [item, ...more] = listAttention([
      facts({ unusual: new Map(dates.map((date) => [date, high])) }),
    ]);
    expect(more).toEqual([]);
    expect(item).toMatchObject({ severity: 'info', businessDate: '2025-03-11' });
    expect(item?.text).toEqual({
      en: 'Bistro Nord: Mar 4, Mar 6, and Mar 11 are out of line with what their weekdays usually sell.',
      fr: 'Bistro Nord : le 4 mars, le 6 mars et le 11 mars s’écartent de ce que ces jours rapportent d’habitude.',
    });
    const mixed = new Map<string, UnusualDay>(dates.map((date) => [date, high]));
    mixed.set('2025-03-04', { ...day, direction: 'low' });
    const [one] = listAttention([facts({ unusual: mixed })]);
    expect(one).toMatchObject({ severity: 'warning', businessDate: '2025-03-11' });
  });

  it('says how many bills could not be understood', () => {
    const one = listAttention([facts({ quarantined: [{ integrationId: 'i1', count: 1 }] })]);
    expect(one[0]?.text.en).toBe(
      '1 bill from Cluster “Bar” at Bistro Nord could not be understood and is not counted.',
    );
    const two = listAttention([facts({ quarantined: [{ integrationId: 'i1', count: 2 }] })]);
    expect(two[0]?.text.en).toMatch(/^2 bills .* are not counted\.$/);
  });

  it('of what is sent says that rows were set aside, which may belong to no bill', () => {
    const quarantined = [{ integrationId: 'i1', count: 2 }];
    const [item] = listAttention([facts({ links: [files], quarantined })]);
    expect(item?.text.en).toMatch(
      /^2 rows or bills from .* could not be read and are not counted\.$/,
    );
    expect(item?.action?.label.en).toBe('See what was set aside');
  });

  it('tells by how much a past day changed', () => {
    const restated = [
      { venueId: 'v1', businessDate: '2025-03-14', at: new Date(noonMs), netChangeMinor: -1250 },
      { venueId: 'v1', businessDate: '2025-03-10', at: new Date(noonMs), netChangeMinor: 0 },
    ];
    const [item] = listAttention([facts({ restated })]);
    expect(item).toMatchObject({ kind: 'restated_days', severity: 'info' });
    expect(item?.text.en).toBe(
      'Bistro Nord: sales of Fri, Mar 14 and 1 more day changed after they were first seen (Fri, Mar 14: net -$12.50).',
    );
    const quiet = listAttention([facts({ restated: restated.slice(1) })]);
    expect(quiet[0]?.text.en).not.toContain('net');
  });

  it('puts what is gravest first, over all venues', () => {
    const mild = facts({ quarantined: [{ integrationId: 'i1', count: 1 }] });
    const grave = facts({ links: [{ ...link, status: 'CalledOff' }] });
    expect(listAttention([mild, grave]).map((item) => item.severity)).toEqual([
      'critical',
      'warning',
    ]);
  });
});
