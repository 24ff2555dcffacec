import { Button } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { LinkedTo, VerifiedLocation } from '../../api/integration.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { useCurrentVenue } from '../../shell/session.ts';

/** What each till answered, in a sentence. */
export function VerifyResults(props: {
  locations: readonly VerifiedLocation[];
  /** The integration that is being restored: that it has the till is as it should be. */
  restoredId: string | undefined;
  onRestore: (linkedTo: LinkedTo) => void;
}) {
  const { t, format } = useText();
  const timeZone = useCurrentVenue()?.timeZone;
  const isTaken = ({ linkedTo }: VerifiedLocation) =>
    linkedTo !== undefined && linkedTo.integrationId !== props.restoredId;
  const isDoubtful = (location: VerifiedLocation) =>
    isTaken(location) || location.countedElsewhere !== undefined;
  return (
    <ul aria-label={t('add.results')} className="space-y-2">
      {props.locations.map((location, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: two tills may bear the same label
          key={index}
          className={cx(
            'flex gap-2.5 rounded-md px-3 py-2.5',
            !location.ok ? 'bg-bad-soft' : isDoubtful(location) ? 'bg-warn-soft' : 'bg-good-soft',
          )}
        >
          <Icon
            name={location.ok && !isDoubtful(location) ? 'check' : 'warning'}
            size={17}
            className={cx('mt-0.5', location.ok ? 'text-good' : 'text-bad')}
          />
          <div className="min-w-0">
            <p className="font-medium">
              <bdi>{location.label}</bdi>
              {t('colon')}
              {t(location.ok ? 'add.connected' : 'add.notConnected')}
            </p>
            {location.ok && location.newestSaleAt && (
              <p className="text-sm text-ink-2">
                {t('add.newestSale', { at: format.instant(location.newestSaleAt, timeZone) })}
              </p>
            )}
            {location.note && <p className="text-sm text-ink-2">{location.note}</p>}
            {location.problem && <p className="text-sm text-ink">{location.problem.message}</p>}
            {location.countedElsewhere && (
              <p className="text-sm text-ink">{location.countedElsewhere}</p>
            )}
            {location.linkedTo && isTaken(location) && (
              <Taken linkedTo={location.linkedTo} onRestore={props.onRestore} />
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The till answers, but an integration has it: one that is inactive can come back. */
function Taken(props: { linkedTo: LinkedTo; onRestore: (linkedTo: LinkedTo) => void }) {
  const { t } = useText();
  const { linkedTo } = props;
  return (
    <>
      <p className="text-sm text-ink">{linkedTo.message}</p>
      {!linkedTo.active && (
        <Button size="sm" className="mt-2" onClick={() => props.onRestore(linkedTo)}>
          {t('question.restore')}
        </Button>
      )}
    </>
  );
}
