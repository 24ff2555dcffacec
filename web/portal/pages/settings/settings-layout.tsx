import { Link, Outlet, useLocation, useParams } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useMay } from '../../shell/session.ts';

const linkClass =
  'inline-flex h-8 items-center rounded-full px-3 text-sm font-medium whitespace-nowrap text-ink-2 transition-colors hover:bg-hover hover:text-ink focus-visible:-outline-offset-2 data-[status=active]:bg-accent-soft data-[status=active]:text-accent';

/** Venue Settings and its parts. */
export function SettingsLayout() {
  const { t } = useText();
  const { venueId } = useParams({ from: '/app/v/$venueId/settings' });
  const isAdmin = useMay('company:admin');
  const mayIntegrate = useMay('integrations:write');
  const { pathname } = useLocation();
  const parts = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the strip is wider than the screen: where one is must be in sight.
    const links = [...(parts.current?.querySelectorAll('a') ?? [])];
    const here = links.findLast((link) => pathname.startsWith(link.pathname));
    here?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pathname]);
  return (
    <>
      <nav
        ref={parts}
        aria-label={t('nav.settings')}
        className="-mx-4 -mt-2 mb-5 flex gap-0.5 overflow-x-auto px-3 py-1 [scrollbar-width:none] sm:-mx-3 sm:px-0 md:-mt-4 md:mb-6"
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
        <Link to="/v/$venueId/settings/notices" params={{ venueId }} className={linkClass}>
          {t('notices.title')}
        </Link>
        {mayIntegrate && (
          <Link to="/v/$venueId/settings/webhooks" params={{ venueId }} className={linkClass}>
            {t('webhooks.title')}
          </Link>
        )}
        <Link to="/v/$venueId/settings/account" params={{ venueId }} className={linkClass}>
          {t('settings.account')}
        </Link>
      </nav>
      <Outlet />
    </>
  );
}
