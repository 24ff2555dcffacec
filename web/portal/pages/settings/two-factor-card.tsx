import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { TextField } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Pill } from '../../../ui/pill.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { disableTwoFactor, enableTwoFactor } from '../../api/auth.ts';
import { problemText } from '../../api/problem.ts';
import { useText } from '../../i18n/use-text.ts';
import { lazyPlace } from '../../shell/lazy-part.tsx';

const TwoFactorEnrolment = lazyPlace(
  async () => (await import('./two-factor-enrolment.tsx')).TwoFactorEnrolment,
  <Skeleton className="h-48 w-full" />,
);

/** The second factor: on, off, or being set up. Both ways ask for the password first. */
export function TwoFactorCard(props: { isEnabled: boolean }) {
  const { t } = useText();
  const queries = useQueryClient();
  const [password, setPassword] = useState('');
  const reread = () => queries.invalidateQueries({ queryKey: ['me'] });
  const enable = useMutation({ mutationFn: () => enableTwoFactor(password) });
  const disable = useMutation({
    mutationFn: () => disableTwoFactor(password),
    onSuccess: async () => {
      setPassword('');
      await reread();
    },
  });
  const action = props.isEnabled ? disable : enable;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    action.mutate();
  };
  return (
    <Card
      title={t('twoFactor.title')}
      hint={t('twoFactor.hint')}
      actions={
        <Pill tone={props.isEnabled ? 'good' : 'neutral'}>
          {t(props.isEnabled ? 'twoFactor.on' : 'twoFactor.off')}
        </Pill>
      }
    >
      {enable.data && !props.isEnabled ? (
        <TwoFactorEnrolment
          enrolment={enable.data}
          onDone={async () => {
            setPassword('');
            await reread();
          }}
        />
      ) : (
        <form onSubmit={submit} className="space-y-4">
          <TextField
            className="max-w-xs"
            label={t('twoFactor.password')}
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
          {action.isError && (
            <Notice tone="bad" isAlert>
              {problemText(action.error, t('problem.unknown'))}
            </Notice>
          )}
          <Button
            type="submit"
            look={props.isEnabled ? 'danger' : 'primary'}
            isBusy={action.isPending}
          >
            {t(props.isEnabled ? 'twoFactor.disable' : 'twoFactor.enable')}
          </Button>
        </form>
      )}
    </Card>
  );
}
