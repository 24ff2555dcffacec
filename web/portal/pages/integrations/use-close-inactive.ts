import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useToast } from '../../../ui/toast.tsx';
import type { Integration } from '../../api/integration.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { integrationName } from './integration-name.ts';

/** Names what is deactivated here, so that nobody is told of it as of somebody else's doing. */
export const deactivation = ['deactivate'];

/** Closes the Edit window for good when somebody else deactivates what is edited, and says so. */
export function useCloseInactive(of: {
  /** As it was when the window opened; null while none is open. */
  edited: Integration | null;
  isActive: boolean;
  close: () => void;
}): void {
  const { t } = useText();
  const toast = useToast();
  const queries = useQueryClient();
  const { edited, isActive, close } = of;
  useEffect(() => {
    if (edited === null || isActive) return;
    close();
    if (queries.isMutating({ mutationKey: deactivation }) > 0) return;
    toast(t('edit.inactiveNow', { name: integrationName(edited) }), 'bad', edited.id);
  });
}
