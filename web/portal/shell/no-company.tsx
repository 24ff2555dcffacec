import { useNavigate } from '@tanstack/react-router';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useText } from '../i18n/use-text.ts';
import { useDocumentTitle } from './document-title.ts';
import { useSignOut } from './session.ts';

/** The whole screen for somebody whom no company counts among its members: there is nothing to show. */
export function NoCompany() {
  const { t } = useText();
  const signOut = useSignOut();
  const navigate = useNavigate();
  useDocumentTitle(t('noCompany.title'));
  return (
    <main className="mx-auto max-w-xl py-16">
      <EmptyState
        isPage
        icon="shield"
        title={t('noCompany.title')}
        action={
          <>
            <Button look="primary" icon="signOut" onClick={() => void signOut()}>
              {t('shell.signOut')}
            </Button>
            <Button onClick={() => void navigate({ to: '/' })}>{t('noCompany.again')}</Button>
          </>
        }
      >
        {t('noCompany.text')}
      </EmptyState>
    </main>
  );
}
