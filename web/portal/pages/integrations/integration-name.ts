import type { Integration } from '../../api/integration.types.ts';

/** The type, and the nickname where there is one: "Cluster (Terrace)". */
export const integrationName = (
  integration: Pick<Integration, 'providerName' | 'nickname'>,
): string =>
  integration.nickname
    ? `${integration.providerName} (${integration.nickname})`
    : integration.providerName;
