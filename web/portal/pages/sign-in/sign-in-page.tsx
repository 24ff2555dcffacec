import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ChoiceGroup } from '../../../ui/choice.tsx';
import { type Language, switchLanguage } from '../../i18n/setup.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDocumentTitle } from '../../shell/document-title.ts';
import { Logo } from '../../shell/logo.tsx';
import { CodeForm } from './code-form.tsx';
import { PasswordForm } from './password-form.tsx';

export function SignInPage() {
  const { t, language } = useText();
  useDocumentTitle(t('signIn.title'));
  const { next, ended } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [isCodeOwed, setIsCodeOwed] = useState(false);
  const finish = async () => {
    queries.clear();
    await navigate({ to: next ?? '/', replace: true });
  };
  return (
    <div className="grid min-h-dvh grid-rows-[1fr_auto] bg-sunken/60">
      <main className="mx-auto flex w-full max-w-sm flex-col justify-center px-5 py-10">
        <div className="mb-7 text-center">
          <Logo />
          <p className="mt-1.5 text-ink-2">{t('signIn.tagline')}</p>
        </div>
        <div className="rounded-xl border border-line bg-surface p-6 shadow-float">
          {isCodeOwed ? (
            <CodeForm onDone={finish} onBack={() => setIsCodeOwed(false)} />
          ) : (
            <PasswordForm
              returning={ended ? 'ended' : next !== undefined && next !== '/' ? 'expired' : null}
              onDone={finish}
              onCodeOwed={() => setIsCodeOwed(true)}
            />
          )}
        </div>
      </main>
      <footer className="flex justify-center pb-6">
        <ChoiceGroup<Language>
          legend={t('shell.language')}
          isLegendHidden
          value={language}
          onChange={(value) => void switchLanguage(value)}
          choices={[
            { value: 'en', label: 'English' },
            { value: 'fr', label: 'Français' },
          ]}
        />
      </footer>
    </div>
  );
}
