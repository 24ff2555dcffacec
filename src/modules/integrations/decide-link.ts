import { assertNever } from '#kernel/errors.ts';
import type { Localized } from '#kernel/localized.ts';
import type { Integration } from './integration.ts';
import {
  inactiveIntegrationExists,
  integrationExists,
  nicknameRequired,
  nicknameTaken,
  restoreUnknown,
} from './refusals.ts';

/** What the user chose, and what there is already of this provider at this venue. */
export interface LinkChoice {
  providerName: Localized;
  nickname: string | null;
  isCreateNew: boolean;
  restore: string | null;
  existing: readonly Integration[];
}

export type LinkDecision =
  | { kind: 'create'; reason: string }
  | { kind: 'restore'; integration: Integration; reason: string }
  | { kind: 'ask_about_active'; existing: Integration; inactive: Integration[]; reason: string }
  | { kind: 'ask_about_inactive'; inactive: Integration[]; reason: string }
  | { kind: 'nickname_required'; reason: string }
  | { kind: 'nickname_taken'; nickname: string | null; reason: string }
  | { kind: 'restore_unknown'; reason: string };

/** Whether a new link is made, an old one brought back, or the user must choose first. Pure. */
export function decideLink(choice: LinkChoice): LinkDecision {
  const active = choice.existing.filter((each) => each.deactivatedAtMs === null);
  const inactive = choice.existing.filter((each) => each.deactivatedAtMs !== null);
  if (choice.restore !== null) return decideRestore(choice, { active, inactive });
  const [first] = active;
  if (!choice.isCreateNew && first !== undefined) {
    const reason = 'one of this provider is active, and the user has not said it is another till';
    return { kind: 'ask_about_active', existing: first, inactive, reason };
  }
  if (!choice.isCreateNew && inactive.length > 0) {
    const reason = 'one of this provider was removed, and the user has not said it is another till';
    return { kind: 'ask_about_inactive', inactive, reason };
  }
  if (first !== undefined && choice.nickname === null) {
    return { kind: 'nickname_required', reason: 'two of one provider need telling apart' };
  }
  if (active.some((each) => isSameNickname(each.nickname, choice.nickname))) {
    const { nickname } = choice;
    return { kind: 'nickname_taken', nickname, reason: 'an active one has this nickname' };
  }
  return { kind: 'create', reason: 'nothing like it is here' };
}

function decideRestore(
  choice: LinkChoice,
  { active, inactive }: { active: Integration[]; inactive: Integration[] },
): LinkDecision {
  const integration = inactive.find((each) => each.integrationId === choice.restore);
  if (integration === undefined) {
    return { kind: 'restore_unknown', reason: 'no inactive one of this provider has this id' };
  }
  const nickname = choice.nickname ?? integration.nickname;
  if (active.length > 0 && nickname === null) {
    return { kind: 'nickname_required', reason: 'two of one provider need telling apart' };
  }
  if (active.some((each) => isSameNickname(each.nickname, nickname))) {
    const reason = 'an active one took this nickname meanwhile';
    return { kind: 'nickname_taken', nickname, reason };
  }
  return { kind: 'restore', integration, reason: 'the user says it is the same till' };
}

/** "Bar" and "bar " are the same name to a person. */
export function isSameNickname(a: string | null, b: string | null): boolean {
  return (a ?? '').trim().toLowerCase() === (b ?? '').trim().toLowerCase();
}

/** Turns every decision but to create or restore into its refusal. */
export function requireLinkable(
  decision: LinkDecision,
  choice: Pick<LinkChoice, 'providerName'>,
): Extract<LinkDecision, { kind: 'create' | 'restore' }> {
  const { providerName } = choice;
  switch (decision.kind) {
    case 'create':
    case 'restore':
      return decision;
    case 'ask_about_active':
      throw integrationExists(decision.existing, decision.inactive, providerName);
    case 'ask_about_inactive':
      throw inactiveIntegrationExists(decision.inactive, providerName);
    case 'nickname_required':
      throw nicknameRequired(providerName);
    case 'nickname_taken':
      throw nicknameTaken(decision.nickname, providerName);
    case 'restore_unknown':
      throw restoreUnknown();
    default:
      return assertNever(decision);
  }
}
