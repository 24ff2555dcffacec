import { useQueryClient } from '@tanstack/react-query';
import { Card } from '../../../ui/card.tsx';
import { ChoiceGroup } from '../../../ui/choice.tsx';
import { type Language, switchLanguage } from '../../i18n/setup.ts';
import { useText } from '../../i18n/use-text.ts';
import { PageHeader } from '../../shell/page-header.tsx';
import { useMe } from '../../shell/session.ts';
import { setTheme, type Theme, useTheme } from '../../shell/theme.ts';
import { PasswordCard } from './password-card.tsx';
import { TwoFactorCard } from './two-factor-card.tsx';

/** The signed-in person's own settings. */
export function AccountPage() {
  const { t, language } = useText();
  const me = useMe();
  const theme = useTheme();
  const queries = useQueryClient();
  return (
    <div className="max-w-2xl">
      <PageHeader title={t('settings.account')} hint={me.user?.email} />
      <div className="space-y-5">
        <Card title={t('settings.appearance')}>
          <div className="flex flex-wrap gap-x-8 gap-y-4">
            <ChoiceGroup<Language>
              legend={t('shell.language')}
              value={language}
              onChange={(value) =>
                void switchLanguage(value).then(() => queries.invalidateQueries())
              }
              choices={[
                { value: 'en', label: 'English' },
                { value: 'fr', label: 'Français' },
              ]}
            />
            <ChoiceGroup<Theme>
              legend={t('shell.theme')}
              value={theme}
              onChange={setTheme}
              choices={[
                { value: 'system', label: t('theme.system') },
                { value: 'light', label: t('theme.light') },
                { value: 'dark', label: t('theme.dark') },
              ]}
            />
          </div>
        </Card>
        {me.user && <TwoFactorCard isEnabled={me.user.twoFactorEnabled} />}
        {me.user && <PasswordCard />}
      </div>
    </div>
  );
}
