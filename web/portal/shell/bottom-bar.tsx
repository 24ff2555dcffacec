import { Link } from '@tanstack/react-router';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { useText } from '../i18n/use-text.ts';
import { venuePlaces } from './nav.ts';
import { useCurrentVenue } from './session.ts';

const itemClass = cx(
  'flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-2xs font-medium text-ink-2',
  'focus-visible:-outline-offset-4 data-[status=active]:text-accent',
);

/** The phone's navigation, within reach of a thumb. */
export function BottomBar() {
  const { t } = useText();
  const venue = useCurrentVenue();
  return (
    <nav
      aria-label={t('shell.navigation')}
      className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-surface/95 pb-[env(safe-area-inset-bottom)] backdrop-blur md:hidden"
    >
      <Link to="/" className={itemClass} activeOptions={{ exact: true }}>
        <Icon name="home" size={20} />
        <span>{t('nav.home')}</span>
      </Link>
      {venue &&
        venuePlaces.map((place) => (
          <Link
            key={place.to}
            to={place.to}
            params={{ venueId: venue.id }}
            className={itemClass}
            activeOptions={{ exact: place.isExact, includeSearch: false }}
          >
            <Icon name={place.icon} size={20} />
            <span className="max-w-full truncate">
              {t(place.label === 'nav.integrations' ? 'nav.integrationsShort' : place.label)}
            </span>
          </Link>
        ))}
      {venue && (
        <Link
          to="/v/$venueId/settings"
          params={{ venueId: venue.id }}
          className={itemClass}
          activeOptions={{ exact: true }}
        >
          <Icon name="settings" size={20} />
          <span>{t('nav.settingsShort')}</span>
        </Link>
      )}
    </nav>
  );
}
