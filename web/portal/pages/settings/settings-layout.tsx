import { Link, Outlet, useParams } from '@tanstack/react-router';
import { useText } from '../../i18n/use-text.ts';
import { useMay } from '../../shell/session.ts';

const linkClass =
  '-mb-px inline-flex h-10 items-center border-b-2 border-transparent font-medium whitespace-nowrap text-ink-2 transition-colors hover:text-ink focus-visible:-outline-offset-2 data-[status=active]:border-accent data-[status=active]:text-ink';

/** Venue Settings and its parts. */
export function SettingsLayout() {
  const { t } = useText();
  const { venueId } = useParams({ from: '/app/v/$venueId/settings' });
  const isAdmin = useMay('company:admin');
  return (
    <>
      <nav
        aria-label={t('nav.settings')}
        className="-mt-2 mb-6 flex gap-5 overflow-x-auto border-b border-line md:-mt-4"
      >
        <Link
          to="/v/$venueId/settings"
          params={{ venueId }}
          className={linkClass}
          activeOptions={{ exact: true }}
        >
          {t('settings.venue')}
        </Link>
        <Link
          to="/v/$venueId/settings/integrations"
          params={{ venueId }}
          className={linkClass}
          activeOptions={{ includeSearch: false }}
        >
          {t('nav.integrations')}
        </Link>
        {isAdmin && (
          <>
            <Link to="/v/$venueId/settings/members" params={{ venueId }} className={linkClass}>
              {t('settings.members')}
            </Link>
            <Link to="/v/$venueId/settings/api-keys" params={{ venueId }} className={linkClass}>
              {t('settings.apiKeys')}
            </Link>
          </>
        )}
        <Link to="/v/$venueId/settings/account" params={{ venueId }} className={linkClass}>
          {t('settings.account')}
        </Link>
      </nav>
      <Outlet />
    </>
  );
}
