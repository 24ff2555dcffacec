import type { Touched } from './edit-draft.ts';

interface Kept {
  integrationId: string;
  /** Nobody else is shown it, who may sign in after them. */
  userId: string;
  touched: Touched;
}

let kept: Kept | null = null;

/** Keeps what a lost session left unsaved, as long as the page is open; secrets are typed again. */
export function keepDraft({ integrationId, userId, touched }: Kept): void {
  const { rows: _, ...open } = touched;
  kept = { integrationId, userId, touched: open };
}

/** Of which integration this person left something unsaved; null for none. */
export const keptIntegrationId = (userId: string | undefined): string | null =>
  kept !== null && kept.userId === userId ? kept.integrationId : null;

/** What was kept of it for this person; null for nothing. */
export const findKeptDraft = (integrationId: string, userId: string | undefined): Touched | null =>
  kept !== null && kept.userId === userId && kept.integrationId === integrationId
    ? kept.touched
    : null;

/** It was saved, or put aside on purpose. */
export function forgetDraft(): void {
  kept = null;
}
