import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { TextField } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useToast } from '../../../ui/toast.tsx';
import { changePassword } from '../../api/auth.ts';
import { problemText } from '../../api/problem.ts';
import { useText } from '../../i18n/use-text.ts';

const passwordLengthMin = 8;

export function PasswordCard() {
  const { t } = useText();
  const toast = useToast();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => changePassword(current, next),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      toast(t('settings.passwordChanged'));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Card title={t('settings.password')} hint={t('settings.passwordHint')}>
      <form onSubmit={submit} className="space-y-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={t('settings.currentPassword')}
            type="password"
            autoComplete="current-password"
            required
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
          <TextField
            label={t('settings.newPassword')}
            help={t('settings.passwordRule', { count: passwordLengthMin })}
            type="password"
            autoComplete="new-password"
            required
            minLength={passwordLengthMin}
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
        </div>
        {change.isError && (
          <Notice tone="bad" isAlert>
            {problemText(change.error, t('problem.unknown'))}
          </Notice>
        )}
        <Button type="submit" isBusy={change.isPending}>
          {t('settings.changePassword')}
        </Button>
      </form>
    </Card>
  );
}
