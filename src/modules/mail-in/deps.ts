import type { FileDeps } from '#modules/files/index.ts';

/** What mail is received and read with; wired in main/compose. */
export type MailInDeps = FileDeps;
