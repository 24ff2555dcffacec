import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { TextField } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useToast } from '../../../ui/toast.tsx';
import { verifySecondFactor } from '../../api/auth.ts';
import { useText } from '../../i18n/use-text.ts';
import { QrCode } from './qr-code.tsx';

/** Scan, keep the backup codes, prove it with a code. Nothing is on before the proof. */
export function TwoFactorEnrolment(props: {
  enrolment: { totpURI: string; backupCodes: string[] };
  onDone: () => Promise<void>;
}) {
  const { t } = useText();
  const toast = useToast();
  const { totpURI, backupCodes } = props.enrolment;
  const [code, setCode] = useState('');
  const prove = useMutation({
    mutationFn: () => verifySecondFactor(code.trim(), false),
    onSuccess: async () => {
      toast(t('twoFactor.enabled'));
      await props.onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    prove.mutate();
  };
  const secret = new URL(totpURI).searchParams.get('secret') ?? '';
  return (
    <form onSubmit={submit} className="space-y-5">
      <div className="flex flex-wrap gap-5">
        <QrCode text={totpURI} label={t('twoFactor.qr')} />
        <div className="min-w-56 flex-1 space-y-3">
          <p>{t('twoFactor.scan')}</p>
          <p className="text-sm text-ink-2">{t('twoFactor.byHand')}</p>
          <code className="block rounded-md bg-sunken px-3 py-2 font-mono text-sm break-all">
            {secret}
          </code>
        </div>
      </div>
      <div>
        <p className="mb-2 font-medium">{t('twoFactor.backup')}</p>
        <p className="mb-3 text-sm text-ink-2">{t('twoFactor.backupText')}</p>
        <ul className="mb-3 grid grid-cols-2 gap-x-4 gap-y-1 rounded-md bg-sunken p-3 font-mono text-sm sm:grid-cols-3">
          {backupCodes.map((backupCode) => (
            <li key={backupCode}>{backupCode}</li>
          ))}
        </ul>
        <CopyButton
          text={backupCodes.join('\n')}
          label={t('action.copy')}
          doneLabel={t('action.copied')}
        />
      </div>
      <TextField
        className="max-w-xs"
        label={t('signIn.code')}
        value={code}
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        onChange={(event) => setCode(event.target.value)}
      />
      {prove.isError && (
        <Notice tone="bad" isAlert>
          {t('signIn.wrongCode')}
        </Notice>
      )}
      <Button type="submit" look="primary" isBusy={prove.isPending}>
        {t('twoFactor.confirm')}
      </Button>
    </form>
  );
}
