import { useQuery } from '@tanstack/react-query';
import { isolated } from '../../ui/isolated.ts';
import type { VenueOverview } from '../api/overview.types.ts';
import { overviewQuery } from '../api/queries.ts';
import { type Translate, useText } from '../i18n/use-text.ts';
import { businessDateAt } from '../lib/dates.ts';
import type { Formats } from '../lib/format.ts';

export interface NotFresh {
  /** "as of 1:54 PM" */
  short: string;
  /** "as of 1:54 PM; Terrace has not answered since" */
  long: string;
}

/** Up to when today's figures speak, and which tills are silent since; null while all answer. */
export function notFreshOf(of: {
  overview: Pick<VenueOverview, 'venue' | 'today' | 'integrations'>;
  t: Translate;
  format: Formats;
}): NotFresh | null {
  const { t, format } = of;
  const { venue, today, integrations } = of.overview;
  const silent = integrations.flatMap(({ active, status, readUpTo, nickname, providerName }) => {
    const isFailing = status === 'Failed' || status === 'CalledOff';
    if (!active || !isFailing || readUpTo === null) return [];
    return { name: isolated(nickname ?? providerName), readUpTo };
  });
  const [first] = silent.toSorted((one, other) => one.readUpTo.localeCompare(other.readUpTo));
  if (first === undefined) return null;
  const { timeZone, cutoff } = venue;
  const readDate = businessDateAt({ ms: Date.parse(first.readUpTo), timeZone, cutoff });
  const at =
    readDate === today.businessDate
      ? format.time(first.readUpTo, timeZone)
      : format.instant(first.readUpTo, timeZone);
  const names = new Intl.ListFormat(format.locale, { type: 'conjunction' }).format(
    silent.map(({ name }) => name),
  );
  return {
    short: t('sales.asOf', { at }),
    long: t('sales.notFresh', { at, names, count: silent.length }),
  };
}

/** Of a venue's running day. */
export function useNotFresh(venueId: string): NotFresh | null {
  const { t, format } = useText();
  const { data } = useQuery(overviewQuery());
  const overview = data?.venues.find(({ venue }) => venue.id === venueId);
  return overview ? notFreshOf({ overview, t, format }) : null;
}
