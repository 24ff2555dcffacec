import { useQuery } from '@tanstack/react-query';
import { newestFilesQuery } from '../../api/files.ts';
import type { SalesFile } from '../../api/files.types.ts';
import type { Integration } from '../../api/integration.types.ts';
import { isSentFiles, useProvider } from './use-provider.ts';

/**
 * The file a person must see to before sales go on: the newest that asks, or the newest of all if it
 * could not be read; null when none does. `files` newest first.
 */
export function findWaitingFile(files: readonly SalesFile[]): SalesFile | null {
  const asking = files.find(({ state }) => state === 'asking');
  const newest = files.find(({ state }) => state !== 'duplicate');
  return asking ?? (newest?.state === 'unreadable' ? newest : null);
}

/** The same of an active integration that is sent files; null of all others. */
export function useWaitingFile(integration: Integration): SalesFile | null {
  const isAsked = isSentFiles(useProvider(integration.provider)) && integration.active;
  const { data } = useQuery({ ...newestFilesQuery(integration.id), enabled: isAsked });
  return data === undefined ? null : findWaitingFile(data);
}
