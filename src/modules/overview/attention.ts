import type { Localized } from '#kernel/localized.ts';
import type { CompletenessReason, JudgedDay, UnusualDay } from '#modules/sales/index.ts';
import type { Venue } from '#modules/tenancy/index.ts';
import {
  labels,
  type RefusalKind,
  sayCalledOff,
  sayFailed,
  sayFailing,
  sayImportFailed,
  sayMissing,
  sayQuarantined,
  sayRefused,
  sayRestated,
  saySetAside,
  saySuspicious,
  sayUnbalanced,
  sayUnusual,
  sayUnusualDays,
  tellChange,
  tellDate,
} from './attention-text.ts';
import {
  findAsking,
  findAwaited,
  findSentTrouble,
  findStrayMails,
  findUnreadable,
} from './file-attention.ts';
import type { WaitingFiles } from './hooks.ts';
import type { ImportState, LinkState, RestatedDay } from './overview.store.ts';

export const severities = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

export const attentionKinds = [
  'called_off',
  'failing',
  'failed',
  'backfill_failed',
  'suspicious_days',
  'missing_days',
  'unusual_days',
  'files_awaited',
  'files_asking',
  'files_unreadable',
  'mails_set_aside',
  'quarantined_bills',
  'unbalanced_bills',
  'restated_days',
] as const;
export type AttentionKind = (typeof attentionKinds)[number];

export type Link = LinkState & {
  providerName: Localized;
  /** How its sales come by themselves; null where the till is asked for them. */
  sentAs: 'file' | 'push' | null;
};

/** What is known of one venue. */
export interface VenueFacts {
  venue: Venue;
  /** The last two weeks and the running day, oldest first. */
  days: readonly JudgedDay[];
  /** Those of them that are out of line with their weekday, by business date. */
  unusual: ReadonlyMap<string, UnusualDay>;
  /** Of active links only, as the next four. */
  links: readonly Link[];
  imports: readonly ImportState[];
  quarantined: readonly { integrationId: string; count: number }[];
  /** Files and mails of those that are sent their sales, which nobody has settled. */
  waitingFiles: readonly WaitingFiles[];
  strayMails: readonly { integrationId: string; count: number }[];
  /** Past days that changed since yesterday began, newest day first. */
  restated: readonly RestatedDay[];
  nowMs: number;
}

/** Something a person should look at: one sentence, and where to go. */
export interface Finding {
  integrationId?: string;
  businessDate?: string;
  text: Localized;
  action: { label: Localized; href: string };
}

export interface AttentionItem extends Finding {
  severity: Severity;
  kind: AttentionKind;
  venueId: string;
}

interface AttentionRule {
  kind: AttentionKind;
  severity: Severity;
  find: (facts: VenueFacts) => Finding[];
}

const hourMs = 3_600_000;
/** The slowest schedule asks every six hours: until then a day that ended may rightly be unread. */
const settlingMs = 6 * hourMs;
const recentDayCount = 7;

/** What no retry mends. */
const refusalKinds: readonly string[] = [
  'auth',
  'permission',
  'not_activated',
] satisfies RefusalKind[];

const rules: readonly AttentionRule[] = [
  {
    kind: 'called_off',
    severity: 'critical',
    find: aboutLinks(sayCalledOff, labels.resume, (link) => isAsked(link, 'CalledOff')),
  },
  {
    kind: 'called_off',
    severity: 'critical',
    find: findSentTrouble('CalledOff'),
  },
  { kind: 'failing', severity: 'warning', find: findRefused },
  {
    kind: 'failing',
    severity: 'warning',
    find: aboutLinks(sayFailing, labels.seeTrouble, (link) => isRetried(link) && link.isWarned),
  },
  {
    kind: 'failed',
    severity: 'info',
    find: aboutLinks(sayFailed, labels.seeTrouble, (link) => isRetried(link) && !link.isWarned),
  },
  { kind: 'failing', severity: 'warning', find: findSentTrouble('Failed') },
  { kind: 'files_awaited', severity: 'warning', find: findAwaited },
  { kind: 'files_asking', severity: 'warning', find: findAsking },
  { kind: 'files_unreadable', severity: 'warning', find: findUnreadable },
  { kind: 'mails_set_aside', severity: 'info', find: findStrayMails },
  {
    kind: 'backfill_failed',
    severity: 'warning',
    find: aboutLinks(sayImportFailed, labels.restartImport, (link, { imports }) =>
      imports.some((one) => one.integrationId === link.integrationId && one.state === 'failed'),
    ),
  },
  {
    kind: 'suspicious_days',
    severity: 'warning',
    find: aboutDays(saySuspicious, ({ view }) => view.completeness === 'suspicious'),
  },
  {
    kind: 'missing_days',
    severity: 'warning',
    find: aboutDays(
      sayMissing,
      (judged, facts) => isRecent(judged, facts) && isUnread(judged, facts),
    ),
  },
  {
    kind: 'unusual_days',
    severity: 'warning',
    find: aboutUnusualDays((days) => days.some(({ direction }) => direction !== 'high')),
  },
  {
    kind: 'unusual_days',
    severity: 'info',
    find: aboutUnusualDays((days) => days.every(({ direction }) => direction === 'high')),
  },
  { kind: 'quarantined_bills', severity: 'warning', find: findQuarantined },
  {
    kind: 'unbalanced_bills',
    severity: 'info',
    find: aboutDays(
      sayUnbalanced,
      (judged, facts) => isRecent(judged, facts) && (judged.view.unbalancedOrders ?? 0) > 0,
    ),
  },
  { kind: 'restated_days', severity: 'info', find: findRestated },
];

/** Everything that needs attention, gravest first, then in the order of the venues. Pure. */
export function listAttention(venues: readonly VenueFacts[]): AttentionItem[] {
  const items = venues.flatMap((facts) =>
    rules.flatMap(({ kind, severity, find }) =>
      find(facts).map((finding) => ({ severity, kind, venueId: facts.venue.venueId, ...finding })),
    ),
  );
  return severities.flatMap((severity) => items.filter((item) => item.severity === severity));
}

/** Nobody asks a till that sends its sales: what is wrong with those is told otherwise. */
function isAsked({ sentAs, status }: Link, wanted: Link['status']): boolean {
  return sentAs === null && status === wanted;
}

/** Fails for a reason that may pass by itself. */
function isRetried(link: Link): boolean {
  return isAsked(link, 'Failed') && refusalOf(link) === null;
}

function refusalOf({ reason }: Link): { kind: RefusalKind; message: Localized } | null {
  if (reason === null || !refusalKinds.includes(reason.kind)) return null;
  return { kind: reason.kind as RefusalKind, message: reason.message };
}

/** Links whose access the vendor refuses: told at once, as nothing but a person ends it. */
function findRefused({ venue, links }: VenueFacts): Finding[] {
  return links.flatMap((link) => {
    const refusal = isAsked(link, 'Failed') ? refusalOf(link) : null;
    if (refusal === null) return [];
    const { label, href } = toIntegration(link, labels.edit);
    return {
      integrationId: link.integrationId,
      text: sayRefused({ ...link, venueName: venue.name }, refusal),
      action: { label, href: `${href}?edit=true` },
    };
  });
}

/** One finding for every link that matches. */
function aboutLinks(
  say: typeof sayCalledOff,
  label: Localized,
  matches: (link: Link, facts: VenueFacts) => boolean,
): AttentionRule['find'] {
  return (facts) =>
    facts.links
      .filter((link) => matches(link, facts))
      .map((link) => ({
        integrationId: link.integrationId,
        text: say({ ...link, venueName: facts.venue.name }),
        action: toIntegration(link, label),
      }));
}

/** One finding for all days that match; it names the newest and leads there. */
function aboutDays(
  say: typeof sayMissing,
  matches: (judged: JudgedDay, facts: VenueFacts) => boolean,
): AttentionRule['find'] {
  return (facts) => {
    const days = facts.days.filter((judged) => matches(judged, facts));
    const businessDate = days.at(-1)?.day.businessDate;
    if (businessDate === undefined) return [];
    const newest = tellDate(businessDate);
    return [
      {
        businessDate,
        text: say({ count: days.length, newest, venueName: facts.venue.name }),
        action: toDay(facts.venue, businessDate),
      },
    ];
  };
}

/**
 * One finding for all days that are out of line and that nobody approved; it names them and leads
 * to the newest. Only if `matches` holds of them together.
 */
function aboutUnusualDays(
  matches: (unusual: readonly UnusualDay[]) => boolean,
): AttentionRule['find'] {
  return ({ venue, days, unusual }) => {
    const found = days.flatMap(({ view }) => {
      const one = unusual.get(view.businessDate);
      return one === undefined || one.isConfirmed ? [] : { ...one, ...view };
    });
    const newest = found.at(-1);
    if (newest === undefined || !matches(found)) return [];
    const { businessDate } = newest;
    const { name: venueName, currency } = venue;
    const text =
      found.length === 1
        ? sayUnusual({ ...newest, netMinor: newest.netMinor ?? 0, venueName, currency })
        : sayUnusualDays({ dates: found.map((day) => day.businessDate), venueName });
    return [{ businessDate, text, action: toDay(venue, businessDate) }];
  };
}

function findQuarantined({ venue, links, quarantined }: VenueFacts): Finding[] {
  return links.flatMap((link) => {
    const held = quarantined.find((one) => one.integrationId === link.integrationId);
    if (!held) return [];
    const till = { ...link, venueName: venue.name };
    const { integrationId } = link;
    return link.sentAs === null
      ? {
          integrationId,
          text: sayQuarantined(held.count, till),
          action: toIntegration(link, labels.seeBills),
        }
      : {
          integrationId,
          text: saySetAside(held.count, till),
          action: toIntegration(link, labels.seeSetAside),
        };
  });
}

function findRestated({ venue, restated }: VenueFacts): Finding[] {
  const [newest] = restated;
  if (!newest) return [];
  const { businessDate, netChangeMinor } = newest;
  const change = netChangeMinor === 0 ? null : tellChange(netChangeMinor, venue.currency);
  const days = { count: restated.length, newest: tellDate(businessDate), venueName: venue.name };
  return [{ businessDate, text: sayRestated(days, change), action: toDay(venue, businessDate) }];
}

/** Among the last days that are over. */
function isRecent({ day }: JudgedDay, facts: VenueFacts): boolean {
  const ended = facts.days.filter((judged) => judged.day.endMs <= facts.nowMs);
  return ended.slice(-recentDayCount).some((judged) => judged.day === day);
}

const unreadReasons: ReadonlySet<CompletenessReason> = new Set(['not_read', 'read_in_part']);

/** It should have been read in full by now, and no running import is still to reach it. */
function isUnread({ day, view, locationDays }: JudgedDay, facts: VenueFacts): boolean {
  if (view.completeness !== 'missing' && view.completeness !== 'partial') return false;
  // Bills that could not be read are told by themselves.
  if (locationDays.every(({ judgement }) => !unreadReasons.has(judgement.reason))) return false;
  if (day.endMs + settlingMs > facts.nowMs) return false;
  return !facts.imports.some(
    (one) =>
      (one.state === 'pending' || one.state === 'running') &&
      one.fromMs < day.endMs &&
      one.reachedMs > day.startMs,
  );
}

function toIntegration(link: Link, label: Localized) {
  return { label, href: `/v/${link.venueId}/settings/integrations/${link.integrationId}` };
}

function toDay(venue: Venue, businessDate: string) {
  return { label: labels.openDay, href: `/v/${venue.venueId}/sales/${businessDate}` };
}
