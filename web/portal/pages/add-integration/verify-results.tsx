import { cx } from '../../../ui/cx.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { VerifiedLocation } from '../../api/integration.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { useCurrentVenue } from '../../shell/session.ts';

/** What each till answered, in a sentence. */
export function VerifyResults(props: { locations: readonly VerifiedLocation[] }) {
  const { t, format } = useText();
  const timeZone = useCurrentVenue()?.timeZone;
  return (
    <ul aria-label={t('add.results')} className="space-y-2">
      {props.locations.map((location, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: two tills may bear the same label
          key={index}
          className={cx(
            'flex gap-2.5 rounded-md px-3 py-2.5',
            location.ok ? 'bg-good-soft' : 'bg-bad-soft',
          )}
        >
          <Icon
            name={location.ok ? 'check' : 'warning'}
            size={17}
            className={cx('mt-0.5', location.ok ? 'text-good' : 'text-bad')}
          />
          <div className="min-w-0">
            <p className="font-medium">
              <bdi>{location.label}</bdi>: {t(location.ok ? 'add.connected' : 'add.notConnected')}
            </p>
            {location.ok && location.newestSaleAt && (
              <p className="text-sm text-ink-2">
                {t('add.newestSale', { at: format.instant(location.newestSaleAt, timeZone) })}
              </p>
            )}
            {location.note && <p className="text-sm text-ink-2">{location.note}</p>}
            {location.problem && <p className="text-sm text-ink">{location.problem.message}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}
