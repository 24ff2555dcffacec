import type { OverviewHooks } from '#modules/overview/index.ts';

/** For tests of a company whose tills are asked, with nothing of the modules further right. */
export const plainOverviewHooks: OverviewHooks = {
  nameProvider: (provider) => ({ en: provider, fr: provider }),
  findSentAs: () => null,
  findRecomputations: async () => new Map(),
  findApprovedDates: async () => [],
  findWaitingFiles: async () => [],
  findStrayMails: async () => [],
};
