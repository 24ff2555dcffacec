import { Link, useRouterState } from '@tanstack/react-router';
import { cx } from '../../ui/cx.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { useText } from '../i18n/use-text.ts';
import { Logo } from './logo.tsx';
import { venuePlaces } from './nav.ts';
import { useCurrentVenue } from './session.ts';
import { UserMenu } from './user-menu.tsx';
import { VenueSwitcher } from './venue-switcher.tsx';

const linkClass = cx(
  'flex h-9 items-center gap-2.5 rounded-md px-2.5 font-medium text-ink-2 transition-colors',
  'hover:bg-hover hover:text-ink',
  'data-[status=active]:bg-accent-soft data-[status=active]:text-accent',
);
const activeClass = 'bg-accent-soft !text-accent';

/** POS Integrations have an entry of their own. */
const isSettings = (pathname: string): boolean =>
  /^\/v\/[^/]+\/settings(?!\/integrations)/.test(pathname);

function PlaceLabel(props: { icon: IconName; children: string }) {
  return (
    <>
      <Icon name={props.icon} />
      <span className="truncate">{props.children}</span>
    </>
  );
}

export function Sidebar() {
  const { t } = useText();
  const venue = useCurrentVenue();
  const isInSettings = useRouterState({ select: (state) => isSettings(state.location.pathname) });
  return (
    <aside className="sticky top-0 hidden h-dvh flex-col border-r border-line bg-sunken/60 px-3 py-4 md:flex">
      <Link to="/" className="mb-4 self-start rounded-md px-2" aria-label={t('nav.home')}>
        <Logo />
      </Link>
      <VenueSwitcher />
      <nav aria-label={t('shell.navigation')} className="mt-4 flex flex-1 flex-col gap-0.5">
        <Link to="/" className={linkClass} activeOptions={{ exact: true }}>
          <PlaceLabel icon="home">{t('nav.home')}</PlaceLabel>
        </Link>
        {venue &&
          venuePlaces.map((place) => (
            <Link
              key={place.to}
              to={place.to}
              params={{ venueId: venue.id }}
              className={linkClass}
              activeOptions={{ exact: place.isExact, includeSearch: false }}
            >
              <PlaceLabel icon={place.icon}>{t(place.label)}</PlaceLabel>
            </Link>
          ))}
        {venue && (
          <Link
            to="/v/$venueId/settings"
            params={{ venueId: venue.id }}
            className={cx(linkClass, 'mt-auto', isInSettings && activeClass)}
            activeOptions={{ exact: true }}
          >
            <PlaceLabel icon="settings">{t('nav.settings')}</PlaceLabel>
          </Link>
        )}
      </nav>
      <div className="mt-2 border-t border-line pt-2">
        <UserMenu />
      </div>
    </aside>
  );
}
