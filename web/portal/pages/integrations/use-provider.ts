import { useQuery } from '@tanstack/react-query';
import type { Provider } from '../../api/integration.types.ts';
import { providersQuery } from '../../api/queries.ts';

/** What is known of a type of till; undefined until it is read, and for types of another version. */
export function useProvider(providerId: string): Provider | undefined {
  return useQuery(providersQuery()).data?.find((entry) => entry.id === providerId);
}

/** Sales come in as files, which have pages of their own. */
export const isSentFiles = (provider: Provider | undefined): boolean => provider?.kind === 'file';

/** How sales come by themselves; null where the till is asked for them. */
export const sentKind = (provider: Provider | undefined): 'file' | 'push' | null =>
  provider?.kind === 'file' || provider?.kind === 'push' ? provider.kind : null;

/** Sales come by themselves: nobody asks for them, so there is no schedule and nothing to refresh. */
export const isSentToUs = (provider: Provider | undefined): boolean =>
  isSentFiles(provider) || provider?.kind === 'push';
