import type { IntegrationDeps } from './deps.ts';
import type { Integration } from './integration.ts';

/** How people know an integration: for timeline events and notices. */
export function namesOf(
  deps: Pick<IntegrationDeps, 'vendors'>,
  { provider, nickname }: Pick<Integration, 'provider' | 'nickname'>,
) {
  return { provider, providerName: providerNameOf(deps, provider), nickname };
}

/** The provider's name; its id when no connector of this version knows it. */
export function providerNameOf(deps: Pick<IntegrationDeps, 'vendors'>, provider: string): string {
  return deps.vendors.find(provider)?.describe.name ?? provider;
}
