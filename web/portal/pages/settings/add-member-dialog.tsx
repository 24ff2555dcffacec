import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { SelectField } from '../../../ui/select.tsx';
import { addMember } from '../../api/actions.ts';
import type { Role } from '../../api/company.types.ts';
import { problemText } from '../../api/problem.ts';
import { useText } from '../../i18n/use-text.ts';
import { roles } from './roles.ts';
import { ShownOnce } from './shown-once.tsx';

export function AddMemberDialog(props: { onClose: () => void }) {
  const { t } = useText();
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const add = useMutation({
    mutationFn: () => addMember({ email: email.trim(), name: name.trim(), role }),
    onSuccess: async (member) => {
      await queries.invalidateQueries({ queryKey: ['members'] });
      if (!member.password) props.onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  const password = add.data?.password;
  return (
    <Dialog
      isOpen
      onClose={props.onClose}
      closeLabel={t('action.close')}
      title={t('settings.addMember')}
      footer={
        password ? (
          <Button look="primary" onClick={props.onClose}>
            {t('action.close')}
          </Button>
        ) : (
          <>
            <Button onClick={props.onClose}>{t('action.cancel')}</Button>
            <Button look="primary" type="submit" form="add-member" isBusy={add.isPending}>
              {t('settings.addMember')}
            </Button>
          </>
        )
      }
    >
      {password ? (
        <ShownOnce text={t('settings.passwordOnce', { email })} value={password} />
      ) : (
        <form id="add-member" onSubmit={submit} className="space-y-4">
          <TextField
            label={t('settings.memberName')}
            value={name}
            required
            onChange={(event) => setName(event.target.value)}
          />
          <TextField
            label={t('signIn.email')}
            type="email"
            value={email}
            required
            onChange={(event) => setEmail(event.target.value)}
          />
          <SelectField
            label={t('settings.role')}
            value={role}
            onChange={(value) => setRole(value as Role)}
            options={roles.map((entry) => ({
              value: entry,
              label: t(`role.${entry}`),
              hint: t(`role.${entry}Help`),
            }))}
          />
          {add.isError && (
            <Notice tone="bad" isAlert>
              {problemText(add.error, t('problem.unknown'))}
            </Notice>
          )}
        </form>
      )}
    </Dialog>
  );
}
