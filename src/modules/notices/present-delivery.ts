import type { DeliveryRow } from './outbox.store.ts';

/** What people see of a notice's way to one of them. */
export const deliveryStates = [
  'waiting', // gathered with others, quiet hours, or no mail server yet
  'sending', // in a mail that is to go out or was refused for now
  'sent', // the mail server took it
  'unconfirmed', // handed over, and no answer came
  'failed', // refused for good
  'withdrawn', // no longer wanted, or no longer theirs to read
  'expired', // too old by the time it could be sent
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** One person's part of a notice: the state, since or until when, and the server's words if it has some. */
export function presentDelivery(
  row: DeliveryRow,
  { mailsGoOut }: { mailsGoOut: boolean },
): {
  userId: string;
  name: string;
  state: DeliveryState;
  at: string | null;
  lastError: string | null;
} {
  const { userId, name, lastError } = row;
  const state = stateOf(row);
  const isOpen = state === 'waiting' || state === 'sending';
  // Without a mail server nobody knows when it goes on.
  const openUntil = mailsGoOut ? (row.nextAt ?? row.dueAt) : null;
  const at = isOpen ? openUntil : row.endedAt;
  return { userId, name, state, at: at?.toISOString() ?? null, lastError };
}

function stateOf(row: DeliveryRow): DeliveryState {
  const state = storedState(row);
  // A worker finds out once it is due; without a mail server nobody would. A mail handed over may arrive.
  const isOpen = state === 'waiting' || state === 'sending';
  return isOpen && !row.isMember && row.mailState !== 'handed_over' ? 'withdrawn' : state;
}

function storedState({ state, mailState }: DeliveryRow): DeliveryState {
  if (state !== 'mailed') return state;
  if (mailState === null || mailState === 'ready' || mailState === 'handed_over') return 'sending';
  return mailState;
}
