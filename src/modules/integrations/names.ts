import type { Localized } from '#kernel/localized.ts';
import type { IntegrationDeps } from './deps.ts';
import type { Integration } from './integration.ts';

/** How people know an integration: for timeline events and notices. */
export function namesOf(
  deps: Pick<IntegrationDeps, 'vendors'>,
  { provider, nickname }: Pick<Integration, 'provider' | 'nickname'>,
) {
  const providerName = providerNameOf(deps, provider);
  return { provider, providerName, nickname, sentAs: sentAs(deps, provider) };
}

/** How a provider's sales come by themselves; null where the till is asked for them. */
export function sentAs(
  deps: Pick<IntegrationDeps, 'vendors'>,
  provider: string,
): 'file' | 'push' | null {
  const kind = deps.vendors.find(provider)?.describe.kind;
  return kind === 'file' || kind === 'push' ? kind : null;
}

/** The provider's name; its id when no connector of this version knows it. */
export function providerNameOf(
  deps: Pick<IntegrationDeps, 'vendors'>,
  provider: string,
): Localized {
  return deps.vendors.find(provider)?.describe.name ?? { en: provider, fr: provider };
}
