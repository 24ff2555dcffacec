import type { ReactNode } from 'react';
import { ToastProvider } from '../../ui/toast.tsx';
import { useText } from '../i18n/use-text.ts';

export function Toasts(props: { children: ReactNode }) {
  const { t } = useText();
  return (
    <ToastProvider closeLabel={t('action.close')} label={t('shell.notifications')}>
      {props.children}
    </ToastProvider>
  );
}
