import { Refusal } from '#kernel/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Role } from './access.ts';
import { ensureAccount, type NewPerson } from './create-company.ts';
import {
  changeRole,
  deleteMember,
  listMembers,
  lockOwnersAnd,
  type MemberRow,
  recordMember,
} from './member.store.ts';

/**
 * Adds a person to the company, making their account if the address has none.
 * @throws Refusal 409 `already_a_member`.
 */
export async function addMember(
  tx: Tx,
  person: NewPerson & { role: Role; nowMs: number },
): Promise<{ member: MemberRow; isNewAccount: boolean }> {
  const { userId, isNewAccount } = await ensureAccount(tx, person);
  const { role, nowMs } = person;
  if (!(await recordMember(tx, { userId, role, createdAtMs: nowMs }))) throw alreadyAMember();
  const member = (await listMembers(tx)).find((one) => one.userId === userId);
  if (member === undefined) throw new Error('a member vanished while being added');
  return { member, isNewAccount };
}

/** @throws Refusal 404 `member_not_found`, 409 `last_owner`. */
export async function changeMemberRole(
  tx: Tx,
  change: { userId: string; role: Role },
): Promise<MemberRow> {
  const member = await lockMember(tx, {
    userId: change.userId,
    staysOwner: change.role === 'owner',
  });
  await changeRole(tx, change);
  return { ...member, role: change.role };
}

/** @throws Refusal 404 `member_not_found`, 409 `last_owner`. */
export async function removeMember(tx: Tx, userId: string): Promise<void> {
  await lockMember(tx, { userId, staysOwner: false });
  await deleteMember(tx, userId);
}

async function lockMember(
  tx: Tx,
  wanted: { userId: string; staysOwner: boolean },
): Promise<MemberRow> {
  const held = await lockOwnersAnd(tx, wanted.userId);
  const member = held.find((one) => one.userId === wanted.userId);
  if (member === undefined) throw memberNotFound();
  const owners = held.filter((one) => one.role === 'owner');
  if (member.role === 'owner' && owners.length === 1 && !wanted.staysOwner) throw lastOwner();
  return member;
}

function alreadyAMember(): Refusal {
  return new Refusal({
    code: 'already_a_member',
    status: 409,
    detail: {
      en: 'This person already belongs to the company. Change their role instead.',
      fr: 'Cette personne appartient déjà à l’entreprise. Modifiez plutôt son rôle.',
    },
  });
}

function memberNotFound(): Refusal {
  return new Refusal({
    code: 'member_not_found',
    status: 404,
    detail: {
      en: 'There is no such member in this company.',
      fr: 'Cette entreprise n’a pas de membre correspondant.',
    },
  });
}

function lastOwner(): Refusal {
  return new Refusal({
    code: 'last_owner',
    status: 409,
    detail: {
      en: 'A company needs an owner. Make somebody else an owner first.',
      fr: 'Une entreprise a besoin d’un propriétaire. Nommez d’abord quelqu’un d’autre.',
    },
  });
}
