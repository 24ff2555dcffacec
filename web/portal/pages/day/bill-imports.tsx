import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Order } from '../../api/sales.types.ts';
import { useText } from '../../i18n/use-text.ts';

/** When the bill first came here and, where that was later, when it was last stored and by which run. */
export function BillImports(props: {
  order: Pick<Order, 'importedAt' | 'firstImportedAt' | 'run'>;
  venueId: string | undefined;
  timeZone: string | undefined;
}) {
  const { t, format } = useText();
  const { order, venueId } = props;
  const first = order.firstImportedAt;
  const run = order.run && venueId && (
    <>
      {' · '}
      <Link
        to="/v/$venueId/settings/integrations"
        params={{ venueId }}
        className="underline underline-offset-2 hover:text-ink"
      >
        {t('bill.run', { id: order.run.id.slice(-8) })}
      </Link>
    </>
  );
  const at = (instant: string) => format.instant(instant, props.timeZone);
  if (first === undefined) {
    return (
      <Step name={t('bill.imported')}>
        {at(order.importedAt)}
        {run}
      </Step>
    );
  }
  const isChanged = Date.parse(first) !== Date.parse(order.importedAt);
  return (
    <>
      {isChanged && (
        <Step name={t('bill.lastChanged')}>
          {at(order.importedAt)}
          {run}
        </Step>
      )}
      <Step name={t('bill.firstImported')}>
        {at(first)}
        {!isChanged && run}
      </Step>
    </>
  );
}

const Step = (props: { name: string; children: ReactNode }) => (
  <li>
    <span className="font-medium">{props.name}</span>
    <span className="tnum block text-xs text-ink-3">{props.children}</span>
  </li>
);
