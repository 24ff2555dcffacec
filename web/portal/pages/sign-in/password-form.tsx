import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { signIn } from '../../api/auth.ts';
import { ApiProblem, problemText } from '../../api/problem.ts';
import { type Translate, useText } from '../../i18n/use-text.ts';

/** better-auth speaks English only; what a person can do about it is said in their language. */
function signInProblem(error: unknown, t: Translate): string {
  if (!(error instanceof ApiProblem)) return t('problem.unknown');
  if (error.status === 401 || error.status === 400) return t('signIn.wrong');
  if (error.status === 429) return t('signIn.tooMany');
  return problemText(error, t('problem.unknown'));
}

export function PasswordForm(props: {
  /** Why somebody who was somewhere stands here; null for who comes anew. */
  returning: 'ended' | 'expired' | null;
  onDone: () => Promise<void>;
  onCodeOwed: () => void;
}) {
  const { t } = useText();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const attempt = useMutation({
    mutationFn: () => signIn(email.trim(), password),
    onSuccess: async (answer) => {
      if (answer?.twoFactorRedirect) props.onCodeOwed();
      else await props.onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate();
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <h1 className="text-lg font-semibold">{t('signIn.title')}</h1>
      {props.returning && !attempt.isError && <Notice>{t(`signIn.${props.returning}`)}</Notice>}
      {attempt.isError && (
        <Notice tone="bad" isAlert>
          {signInProblem(attempt.error, t)}
        </Notice>
      )}
      <TextField
        label={t('signIn.email')}
        type="email"
        name="email"
        autoComplete="username"
        required
        autoFocus
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField
        label={t('signIn.password')}
        type="password"
        name="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button look="primary" type="submit" className="w-full" isBusy={attempt.isPending}>
        {t('signIn.submit')}
      </Button>
    </form>
  );
}
