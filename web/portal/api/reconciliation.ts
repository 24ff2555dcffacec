import { queryOptions } from '@tanstack/react-query';
import { call, get, post, remove } from './client.ts';
import type { Completeness } from './sales.types.ts';

/** The till's own closing report; null where it was not entered. */
export interface TillReport {
  netMinor: number | null;
  /** All taxes together; `taxes`: tax by tax. */
  taxMinor: number | null;
  taxes: { name: string; amountMinor: number }[] | null;
  categories: { name: string; netMinor: number }[] | null;
  tenders: { name: string; amountMinor: number }[] | null;
}

export interface Comparison {
  dimension: 'net' | 'tax' | 'category' | 'tender';
  name: string;
  oursMinor: number | null;
  /** Added by hand to ours; it is compared with it. */
  adjustmentsMinor: number;
  /** Null where the report does not tell the figure: it is not compared then. */
  tillMinor: number | null;
  differenceMinor: number | null;
}

export interface Adjustment {
  id: string;
  category: string;
  tender: string;
  netMinor: number;
  reason: string;
  at: string;
  by: string;
}

export interface Reconciliation {
  businessDate: string;
  completeness: Completeness;
  report: TillReport | null;
  comparisons: Comparison[];
  approval: { at: string; by: string; note: string } | null;
  heldBack: {
    at: string;
    late: number;
    edited: number;
    voided: number;
    gone: number;
    returned: number;
  } | null;
  adjustments: Adjustment[];
  adjustedNetMinor: number | null;
}

export interface DayAt {
  venueId: string;
  businessDate: string;
}

const pathOf = ({ venueId, businessDate }: DayAt, more = '') =>
  `/api/v1/venues/${venueId}/sales/days/${businessDate}/reconciliation${more}`;

export const reconciliationQuery = (day: DayAt) =>
  queryOptions({
    queryKey: ['reconciliation', day.venueId, day.businessDate],
    queryFn: ({ signal }) => get<Reconciliation>(pathOf(day), undefined, signal),
  });

export const enterReport = (day: DayAt, report: TillReport | null) =>
  call<Reconciliation>({ method: 'PUT', path: pathOf(day, '/report'), body: { report } });
/** What a file tells of a day's closing report, and its rows that were not understood. */
export interface ReadReport {
  report: TillReport;
  left: { row: number; text: string; reason: string }[];
}

/** Reads a report from a file; nothing is stored. */
export const readReportFile = (day: DayAt, file: File) =>
  call<ReadReport>({ method: 'POST', path: pathOf(day, '/report/read'), file });
export const approveDay = (day: DayAt, note: string) =>
  post<Reconciliation>(pathOf(day, '/approve'), { note });
export const reopenDay = (day: DayAt) => post<Reconciliation>(pathOf(day, '/reopen'));
export const addAdjustment = (
  day: DayAt,
  adjustment: Pick<Adjustment, 'category' | 'tender' | 'netMinor' | 'reason'>,
) => post<Reconciliation>(pathOf(day, '/adjustments'), adjustment);
export const removeAdjustment = (day: DayAt, id: string) =>
  remove<Reconciliation>(pathOf(day, `/adjustments/${id}`));
