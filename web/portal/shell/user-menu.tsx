import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Icon } from '../../ui/icon.tsx';
import { Menu, MenuChoices, MenuItem, MenuSeparator } from '../../ui/menu.tsx';
import { type Language, switchLanguage } from '../i18n/setup.ts';
import { useText } from '../i18n/use-text.ts';
import { useCurrentVenue, useMe, useSignOut } from './session.ts';
import { setTheme, type Theme, useTheme } from './theme.ts';

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.slice(0, 1).toUpperCase())
    .join('');

export function UserMenu(props: { isCompact?: boolean }) {
  const { t, language } = useText();
  const me = useMe();
  const venue = useCurrentVenue();
  const theme = useTheme();
  const signOut = useSignOut();
  const queries = useQueryClient();
  const name = me.user?.name ?? me.company.name;
  return (
    <Menu
      align={props.isCompact ? 'end' : 'start'}
      side={props.isCompact ? 'bottom' : 'top'}
      trigger={
        <button
          type="button"
          aria-label={t('shell.userMenu', { name })}
          className="flex min-w-0 items-center gap-2.5 rounded-lg p-1.5 text-left transition-colors hover:bg-hover md:w-full"
        >
          <span className="grid size-8 shrink-0 place-items-center rounded-full bg-ink text-xs font-semibold text-bg">
            {initialsOf(name)}
          </span>
          {!props.isCompact && (
            <span className="min-w-0 flex-1 leading-tight">
              <span className="block truncate text-sm font-medium">{name}</span>
              <span className="block truncate text-xs text-ink-3">{me.user?.email}</span>
            </span>
          )}
        </button>
      }
    >
      <MenuChoices
        label={t('shell.language')}
        value={language}
        onChange={(value) =>
          void switchLanguage(value as Language).then(() => queries.invalidateQueries())
        }
        choices={[
          { value: 'en', label: 'English' },
          { value: 'fr', label: 'Français' },
        ]}
      />
      <MenuSeparator />
      <MenuChoices
        label={t('shell.theme')}
        value={theme}
        onChange={(value) => setTheme(value as Theme)}
        choices={[
          { value: 'system', label: t('theme.system') },
          { value: 'light', label: t('theme.light') },
          { value: 'dark', label: t('theme.dark') },
        ]}
      />
      <MenuSeparator />
      {venue && (
        <MenuItem asChild>
          <Link to="/v/$venueId/settings" params={{ venueId: venue.id }}>
            <Icon name="settings" size={17} className="text-ink-3" />
            {t('nav.settings')}
          </Link>
        </MenuItem>
      )}
      {venue && (
        <MenuItem asChild>
          <Link to="/v/$venueId/settings/account" params={{ venueId: venue.id }}>
            <Icon name="shield" size={17} className="text-ink-3" />
            {t('nav.account')}
          </Link>
        </MenuItem>
      )}
      <MenuItem icon="signOut" onSelect={() => void signOut()}>
        {t('shell.signOut')}
      </MenuItem>
    </Menu>
  );
}
