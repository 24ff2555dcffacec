import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { TextField } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { verifyBackupCode, verifySecondFactor } from '../../api/auth.ts';
import { ApiProblem } from '../../api/problem.ts';
import { useText } from '../../i18n/use-text.ts';

/** The second factor: the app's six digits, or one of the backup codes. */
export function CodeForm(props: { onDone: () => Promise<void>; onBack: () => void }) {
  const { t } = useText();
  const [code, setCode] = useState('');
  const [isBackup, setIsBackup] = useState(false);
  const [shouldTrust, setShouldTrust] = useState(false);
  const attempt = useMutation({
    mutationFn: () =>
      isBackup ? verifyBackupCode(code.trim()) : verifySecondFactor(code.trim(), shouldTrust),
    onSuccess: props.onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate();
  };
  const isRateLimited = attempt.error instanceof ApiProblem && attempt.error.status === 429;
  return (
    <form onSubmit={submit} className="space-y-4">
      <div>
        <h1 className="text-lg font-semibold">{t('signIn.codeTitle')}</h1>
        <p className="mt-1 text-ink-2">{t('signIn.codeText')}</p>
      </div>
      {attempt.isError && (
        <Notice tone="bad" isAlert>
          {t(isRateLimited ? 'signIn.tooMany' : 'signIn.wrongCode')}
        </Notice>
      )}
      <TextField
        key={isBackup ? 'backup' : 'app'}
        label={t(isBackup ? 'signIn.backupCode' : 'signIn.code')}
        value={code}
        onChange={(event) => setCode(event.target.value)}
        autoComplete="one-time-code"
        required
        autoFocus
        {...(isBackup ? {} : { inputMode: 'numeric' as const, pattern: '[0-9 ]{6,7}' })}
      />
      {!isBackup && (
        <Checkbox label={t('signIn.trust')} isChecked={shouldTrust} onChange={setShouldTrust} />
      )}
      <Button look="primary" type="submit" className="w-full" isBusy={attempt.isPending}>
        {t('signIn.verify')}
      </Button>
      <div className="flex flex-col gap-1">
        <Button
          look="ghost"
          size="sm"
          onClick={() => {
            setIsBackup(!isBackup);
            setCode('');
            attempt.reset();
          }}
        >
          {t(isBackup ? 'signIn.useApp' : 'signIn.useBackup')}
        </Button>
        <Button look="ghost" size="sm" onClick={props.onBack}>
          {t('signIn.back')}
        </Button>
      </div>
    </form>
  );
}
