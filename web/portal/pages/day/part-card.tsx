import { Card } from '../../../ui/card.tsx';
import type { PartOfDay } from '../../api/sales.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { Money } from '../../shell/money.tsx';

/**
 * One part of the day: what is true now, what was first seen, and the difference.
 * @param ruleOfThen by which other rule the first figure was cut; then there is no difference to
 *   tell, for the two figures are about different hours.
 */
export function PartCard(props: {
  title: string;
  hint: string;
  part: PartOfDay | null;
  /** Why nobody can tell the part, however often it is read. */
  untold?: string | null;
  ruleOfThen: string | null;
  currency: string;
  timeZone: string;
}) {
  const { t, format } = useText();
  const { part, currency } = props;
  if (part === null || part.netMinor === null) {
    return (
      <Card title={props.title} hint={props.hint}>
        <p className="text-ink-2">{props.untold ?? t('day.notReached')}</p>
      </Card>
    );
  }
  const first = part.asFirstSeen;
  return (
    <Card title={props.title} hint={props.hint}>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <Money
          minor={part.netMinor}
          currency={currency}
          className="text-xl font-semibold tracking-tight"
        />
        {part.orders !== null && (
          <span className="text-ink-2">{t('sales.orderCount', { count: part.orders })}</span>
        )}
      </p>
      {first && (
        <dl className="mt-3 grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 border-t border-line pt-3 text-sm">
          <dt className="text-ink-2">
            {first.at
              ? t('day.firstSeenAt', { at: format.instant(first.at, props.timeZone) })
              : t('day.firstSeen')}
            {props.ruleOfThen && <span className="block text-ink-3">{props.ruleOfThen}</span>}
          </dt>
          <dd className="text-right">
            <Money minor={first.netMinor} currency={currency} />
          </dd>
          {!props.ruleOfThen && (
            <Difference minor={part.netMinor - first.netMinor} currency={currency} />
          )}
        </dl>
      )}
    </Card>
  );
}

function Difference(props: { minor: number; currency: string }) {
  const { t } = useText();
  return (
    <>
      <dt className="text-ink-2">{t('day.sinceThen')}</dt>
      <dd className="text-right font-medium">
        {props.minor === 0 ? (
          <span className="text-ink-3">{t('day.unchanged')}</span>
        ) : (
          <Money
            minor={props.minor}
            currency={props.currency}
            isSigned
            className={props.minor > 0 ? 'text-good' : 'text-bad'}
          />
        )}
      </dd>
    </>
  );
}
