import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { ConfirmDialog } from '../../../ui/dialog.tsx';
import { SelectField } from '../../../ui/select.tsx';
import { SkeletonLines } from '../../../ui/skeleton.tsx';
import { useToast } from '../../../ui/toast.tsx';
import { changeMember, removeMember } from '../../api/actions.ts';
import type { Member, Role } from '../../api/company.types.ts';
import { problemText } from '../../api/problem.ts';
import { membersQuery } from '../../api/queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { NotYours } from '../../shell/not-yours.tsx';
import { PageHeader } from '../../shell/page-header.tsx';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { useMay, useMe } from '../../shell/session.ts';
import { AddMemberDialog } from './add-member-dialog.tsx';
import { roles } from './roles.ts';

export function MembersPage() {
  const { t } = useText();
  const { venueId } = useParams({ from: '/app/v/$venueId/settings' });
  if (useMay('company:admin')) return <Members />;
  return (
    <div className="max-w-3xl">
      <PageHeader title={t('settings.members')} hint={t('settings.membersHint')} />
      <NotYours venueId={venueId} who="owner" backTo="/v/$venueId/settings" />
    </div>
  );
}

function Members() {
  const { t } = useText();
  const query = useQuery(membersQuery());
  const [isAdding, setIsAdding] = useState(false);
  return (
    <div className="max-w-3xl">
      <PageHeader
        title={t('settings.members')}
        hint={t('settings.membersHint')}
        actions={
          <Button look="primary" icon="plus" onClick={() => setIsAdding(true)}>
            {t('settings.addMember')}
          </Button>
        }
      />
      {query.isPending && <SkeletonLines count={3} label={t('state.loading')} />}
      {query.isError && <QueryProblem error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && (
        <Card isFlush>
          <ul>
            {query.data.map((member) => (
              <MemberRow key={member.userId} member={member} />
            ))}
          </ul>
        </Card>
      )}
      {isAdding && <AddMemberDialog onClose={() => setIsAdding(false)} />}
    </div>
  );
}

function MemberRow(props: { member: Member }) {
  const { t } = useText();
  const { member } = props;
  const me = useMe();
  const toast = useToast();
  const queries = useQueryClient();
  const [isRemoving, setIsRemoving] = useState(false);
  const isSelf = me.user?.id === member.userId;
  const refused = (error: Error) => toast(problemText(error, t('problem.unknown')), 'bad');
  const reread = () => queries.invalidateQueries({ queryKey: ['members'] });
  const change = useMutation({
    mutationFn: (role: Role) => changeMember(member.userId, role),
    onMutate: (role) =>
      queries.setQueryData<Member[]>(['members'], (members) =>
        members?.map((entry) => (entry.userId === member.userId ? { ...entry, role } : entry)),
      ),
    onError: refused,
    onSettled: reread,
  });
  const remove = useMutation({
    mutationFn: () => removeMember(member.userId),
    onSuccess: () => setIsRemoving(false),
    onError: refused,
    onSettled: reread,
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-5 py-3 last:border-b-0">
      <div className="min-w-40 flex-1">
        <p className="font-medium">
          <bdi>{member.name}</bdi>
          {isSelf && <span className="font-normal text-ink-3"> ({t('settings.you')})</span>}
        </p>
        <p className="text-sm text-ink-3">{member.email}</p>
      </div>
      {isSelf ? (
        <p className="text-ink-2">{t(`role.${member.role}`)}</p>
      ) : (
        <>
          <SelectField
            className="w-40"
            label={<span className="sr-only">{t('settings.roleOf', { name: member.name })}</span>}
            value={member.role}
            onChange={(role) => change.mutate(role as Role)}
            options={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
          />
          <Button
            size="sm"
            look="ghost"
            onClick={() => setIsRemoving(true)}
            aria-label={`${t('action.remove')}${t('colon')}${member.name}`}
          >
            {t('action.remove')}
          </Button>
        </>
      )}
      <ConfirmDialog
        isOpen={isRemoving}
        title={t('settings.removeMemberTitle', { name: member.name })}
        confirmLabel={t('action.remove')}
        cancelLabel={t('action.cancel')}
        isBusy={remove.isPending}
        onConfirm={() => remove.mutate()}
        onCancel={() => setIsRemoving(false)}
      >
        {t('settings.removeMemberText')}
      </ConfirmDialog>
    </li>
  );
}
