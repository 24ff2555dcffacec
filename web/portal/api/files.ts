import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call, download, get, post } from './client.ts';
import type { Page } from './company.types.ts';
import type {
  ColumnMapping,
  FilePreview,
  InboundMail,
  SalesFile,
  SalesFileDetail,
} from './files.types.ts';

export interface FileAt {
  integrationId: string;
  fileId: string;
}

/** While a file is being read it is asked for now and then, should events not arrive. */
const readingPollMs = 1500;
const pageSize = 25;

export const filesPath = (integrationId: string) => `/api/v1/integrations/${integrationId}/files`;
const pathOf = ({ integrationId, fileId }: FileAt, more = '') =>
  `${filesPath(integrationId)}/${fileId}${more}`;

/** Whether the file is still on its way to an outcome. */
export const isUnsettled = ({ state }: Pick<SalesFile, 'state'>): boolean =>
  state === 'received' || state === 'reading';

export const filesQuery = (integrationId: string) =>
  infiniteQueryOptions({
    queryKey: ['files', integrationId, 'list'],
    queryFn: ({ pageParam, signal }) =>
      get<Page<SalesFile>>(
        filesPath(integrationId),
        { cursor: pageParam, limit: pageSize },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: (query) =>
      query.state.data?.pages.some((page) => page.items.some(isUnsettled)) ? readingPollMs : false,
  });

/** The newest files of an integration: enough to see what waits for somebody. */
export const newestFilesQuery = (integrationId: string) =>
  queryOptions({
    queryKey: ['files', integrationId, 'newest'],
    queryFn: async ({ signal }) =>
      (await get<Page<SalesFile>>(filesPath(integrationId), { limit: 50 }, signal)).items,
    refetchInterval: (query) => (query.state.data?.some(isUnsettled) ? readingPollMs : false),
  });

const daysPageSize = 200;
const daysPagesMax = 10;

/** Files that were read and told of some of these days, newest first. */
export const filesOfDaysQuery = (integrationId: string, range: { from: string; to: string }) =>
  queryOptions({
    queryKey: ['files', integrationId, 'days', range],
    async queryFn({ signal }) {
      const found: SalesFile[] = [];
      let cursor: string | null = null;
      for (let pages = 0; pages < daysPagesMax; pages += 1) {
        const page: Page<SalesFile> = await get<Page<SalesFile>>(
          filesPath(integrationId),
          { cursor, limit: daysPageSize },
          signal,
        );
        found.push(...page.items.filter((file) => tellsOf(file, range)));
        cursor = page.nextCursor;
        const oldest = page.items.at(-1);
        // A file tells of days that were, so an older one tells nothing of these.
        if (cursor === null || (oldest && oldest.receivedAt.slice(0, 10) < range.from)) break;
      }
      return found;
    },
  });

function tellsOf({ state, result }: SalesFile, range: { from: string; to: string }): boolean {
  if (state !== 'read' || !result?.firstDate || !result.lastDate) return false;
  return result.firstDate <= range.to && result.lastDate >= range.from;
}

export const fileQuery = (at: FileAt) =>
  queryOptions({
    queryKey: ['files', at.integrationId, 'one', at.fileId],
    queryFn: ({ signal }) => get<SalesFileDetail>(pathOf(at), undefined, signal),
    refetchInterval: (query) =>
      query.state.data && isUnsettled(query.state.data) ? readingPollMs : false,
  });

/** How the file would be read; nothing is stored. The last answer stands until the next one comes. */
export const filePreviewQuery = (at: FileAt, mapping: ColumnMapping) =>
  queryOptions({
    queryKey: ['file-preview', at.fileId, mapping],
    queryFn: ({ signal }) =>
      call<FilePreview>({ method: 'POST', path: pathOf(at, '/preview'), body: mapping, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

export const saveMapping = (at: FileAt, mapping: ColumnMapping) =>
  call<SalesFile>({ method: 'PUT', path: pathOf(at, '/mapping'), body: mapping });
export const replayFile = (at: FileAt) => post<SalesFile>(pathOf(at, '/replay'));
export const downloadFile = (at: FileAt) => download(pathOf(at, '/raw'));

/** Null when no mail is received here. */
export const mailAddressQuery = (integrationId: string) =>
  queryOptions({
    queryKey: ['mail-address', integrationId],
    queryFn: async ({ signal }) =>
      (
        await get<{ address: string | null }>(
          `/api/v1/integrations/${integrationId}/mail-address`,
          undefined,
          signal,
        )
      ).address,
    staleTime: 5 * 60_000,
  });

/** Messages that came to the address and gave no file. */
export const strayMailsQuery = (integrationId: string) =>
  infiniteQueryOptions({
    queryKey: ['files', integrationId, 'mails'],
    queryFn: ({ pageParam, signal }) =>
      get<Page<InboundMail>>(
        `/api/v1/integrations/${integrationId}/mails`,
        { state: 'set_aside', cursor: pageParam, limit: pageSize },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const replayMail = (integrationId: string, mailId: string) =>
  post<InboundMail>(`/api/v1/integrations/${integrationId}/mails/${mailId}/replay`);
