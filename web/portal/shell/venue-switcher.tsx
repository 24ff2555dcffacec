import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { Menu, MenuChoices, MenuItem, MenuSeparator } from '../../ui/menu.tsx';
import { useText } from '../i18n/use-text.ts';
import { lazyWindow } from './lazy-part.tsx';
import { useCurrentVenue, useMay, useMe, useSwitchCompany, useVenues } from './session.ts';
import { useVenueHop } from './venue-hop.ts';

const AddVenueDialog = lazyWindow(
  async () => (await import('./add-venue-dialog.tsx')).AddVenueDialog,
);

/** Which company and venue one looks at, and the way to another. */
export function VenueSwitcher() {
  const { t } = useText();
  const me = useMe();
  const venues = useVenues();
  const venue = useCurrentVenue();
  const hop = useVenueHop();
  const navigate = useNavigate();
  const switchCompany = useSwitchCompany();
  const mayAdd = useMay('company:admin');
  const [isAdding, setIsAdding] = useState(false);
  return (
    <>
      <Menu
        trigger={
          <button
            type="button"
            aria-label={t('shell.switchVenue', { venue: venue?.name ?? me.company.name })}
            className={cx(
              'flex w-full min-w-0 items-center gap-2.5 rounded-lg border border-transparent px-2 py-1.5 text-left transition-colors',
              'hover:bg-hover md:border-line md:bg-surface md:shadow-card md:hover:bg-surface md:hover:border-line-strong',
            )}
          >
            <span className="grid size-8 shrink-0 place-items-center rounded-md bg-accent-soft font-semibold text-accent">
              {(venue?.name ?? me.company.name).slice(0, 1).toUpperCase()}
            </span>
            <span className="min-w-0 flex-1 leading-tight">
              <span className="block truncate font-semibold">
                {venue?.name ?? t('shell.noVenue')}
              </span>
              <span className="block truncate text-xs text-ink-3">{me.company.name}</span>
            </span>
            <Icon name="chevronUpDown" size={16} className="text-ink-3" />
          </button>
        }
      >
        <MenuChoices
          label={t('shell.venues')}
          value={venue?.id ?? ''}
          onChange={hop}
          choices={venues.map((entry) => ({
            value: entry.id,
            label: entry.name,
            hint: entry.timeZone.replaceAll('_', ' '),
          }))}
        />
        {mayAdd && (
          <MenuItem icon="plus" onSelect={() => setIsAdding(true)}>
            {t('shell.addVenue')}
          </MenuItem>
        )}
        {me.companies.length > 1 && (
          <>
            <MenuSeparator />
            <MenuChoices
              label={t('shell.companies')}
              value={me.company.id}
              onChange={(companyId) => void switchCompany(companyId)}
              choices={me.companies.map((company) => ({ value: company.id, label: company.name }))}
            />
          </>
        )}
      </Menu>
      {isAdding && (
        <AddVenueDialog
          onClose={() => setIsAdding(false)}
          onAdded={(venueId) => {
            setIsAdding(false);
            void navigate({ to: '/v/$venueId/settings/integrations', params: { venueId } });
          }}
        />
      )}
    </>
  );
}
