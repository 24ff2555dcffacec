import { type TimelineFilter, timelineKinds } from '../api/integration.types.ts';
import { type BillsOnly, billsOnly } from '../api/sales.queries.ts';
import { isDate, isMonth } from '../lib/dates.ts';

type Search = Record<string, unknown>;

/** Only paths of this portal: a crafted link must not lead elsewhere after sign-in. */
export const safePath = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : undefined;

const text = (value: unknown): string | undefined =>
  value === undefined || value === null || value === '' ? undefined : String(value);

/** Where to go on after it; `ended`: a session ended while the portal was open. */
export const signInSearch = (
  search: Search,
): { next?: string | undefined; ended?: true | undefined } => ({
  next: safePath(search.next),
  ended: search.ended === true || search.ended === 'true' ? true : undefined,
});

export const monthSearch = (search: Search): { month?: string | undefined } => ({
  month: typeof search.month === 'string' && isMonth(search.month) ? search.month : undefined,
});

/** Which bills of a day are shown, and which one is open. */
export interface DaySearch {
  category?: string | undefined;
  hour?: string | undefined;
  tender?: string | undefined;
  only?: BillsOnly | undefined;
  bill?: string | undefined;
}

export const daySearch = (search: Search): DaySearch => ({
  // A category may be empty: lines without one.
  category: search.category === undefined ? undefined : String(search.category),
  hour: search.hour === undefined ? undefined : String(search.hour).padStart(2, '0'),
  // Empty: payments of which no tender is told.
  tender: search.tender === undefined ? undefined : String(search.tender),
  only: billsOnly.find((one) => one === search.only),
  bill: text(search.bill),
});

const date = (value: unknown): string | undefined =>
  typeof value === 'string' && isDate(value) ? value : undefined;

/** What a timeline is narrowed to, so that it survives a reload and can be passed on. */
const timelineSearch = (search: Search): Omit<TimelineFilter, 'integration'> => ({
  kind: timelineKinds.find((kind) => kind === search.kind),
  person: text(search.person),
  from: date(search.from),
  to: date(search.to),
});

/** Which part of a venue's integrations is open. */
export interface IntegrationsSearch extends TimelineFilter {
  tab?: 'timeline' | undefined;
}

export const integrationsSearch = (search: Search): IntegrationsSearch => ({
  tab: search.tab === 'timeline' ? 'timeline' : undefined,
  ...timelineSearch(search),
  integration: text(search.integration),
});

export const onboardingSearch = (search: Search): { provider?: string | undefined } => ({
  provider: text(search.provider),
});

const integrationTabs = ['runs', 'set-aside'] as const;
export type IntegrationTab = (typeof integrationTabs)[number];

/** Which part of an integration is open; `edit` opens its settings right away. */
export interface IntegrationSearch extends Omit<TimelineFilter, 'integration'> {
  tab?: IntegrationTab | undefined;
  edit?: true | undefined;
}

export const integrationSearch = (search: Search): IntegrationSearch => ({
  tab: integrationTabs.find((tab) => tab === search.tab),
  edit: search.edit === true || search.edit === 'true' ? true : undefined,
  ...timelineSearch(search),
});
