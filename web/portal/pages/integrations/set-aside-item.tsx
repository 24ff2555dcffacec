import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { useToast } from '../../../ui/toast.tsx';
import type { Integration } from '../../api/integration.types.ts';
import { problemText } from '../../api/problem.ts';
import { dismissQuarantined, restoreQuarantined } from '../../api/sales.queries.ts';
import type { QuarantinedBill } from '../../api/sales.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { RawPayload } from '../../shell/raw-payload.tsx';
import { useCurrentVenue, useMay } from '../../shell/session.ts';

/** One bill or row that was set aside, and what can be done about it. */
export function SetAsideItem(props: {
  item: QuarantinedBill;
  integration: Integration;
  /** The file it came with; null when it came otherwise, or with an old one. */
  fileId: string | null;
}) {
  const { t, format } = useText();
  const timeZone = useCurrentVenue()?.timeZone;
  const mayWrite = useMay('sales:write');
  const { item, integration, fileId } = props;
  const { locations } = integration;
  const place = locations.find(({ id }) => id === item.locationId)?.label ?? item.locationLabel;
  const { dismissed } = item;
  return (
    <li className="space-y-2 border-b border-line px-5 py-4 last:border-b-0">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="min-w-0 font-medium wrap-anywhere">
          <ItemName itemKey={item.key} />
        </span>
        <span className="tnum text-sm text-ink-3">
          <bdi>{place}</bdi> ·{' '}
          {t('setAside.seen', { at: format.instant(item.lastSeenAt, timeZone) })}
        </span>
      </p>
      <p>{item.reason}</p>
      {dismissed && (
        <p className="text-sm text-ink-3">
          {t('setAside.dismissedBy', {
            name: dismissed.by ?? 'Tillbridge',
            at: format.instant(dismissed.at, timeZone),
          })}
        </p>
      )}
      <RawPayload raw={item.payload} />
      <div className="flex flex-wrap gap-2">
        {fileId !== null && (
          <Link
            to="/v/$venueId/settings/integrations/$integrationId/files/$fileId"
            params={{ venueId: integration.venueId, integrationId: integration.id, fileId }}
            className={buttonClass('secondary', 'sm')}
          >
            {t('setAside.openFile')}
          </Link>
        )}
        {mayWrite && <DecideButton item={item} venueId={integration.venueId} />}
      </div>
    </li>
  );
}

/** Rows of files are kept under `<name>#<row>-<six digits of the file>`. */
const rowKey = /^(?<file>.+)#(?<row>\d+)-[0-9a-f]{6}$/s;

function ItemName(props: { itemKey: string | null }) {
  const { t } = useText();
  if (props.itemKey === null) return t('setAside.noKey');
  const { file, row } = rowKey.exec(props.itemKey)?.groups ?? {};
  return file === undefined || row === undefined
    ? t('bill.title', { key: props.itemKey })
    : t('setAside.row', { row, file });
}

function DecideButton(props: { item: QuarantinedBill; venueId: string }) {
  const { t } = useText();
  const toast = useToast();
  const queries = useQueryClient();
  const { item, venueId } = props;
  const isDismissed = item.dismissed !== null;
  const decide = useMutation({
    mutationFn: () =>
      (isDismissed ? restoreQuarantined : dismissQuarantined)({ venueId, id: item.id }),
    onSuccess: () => toast(t(isDismissed ? 'setAside.restoreDone' : 'setAside.dismissDone')),
    onError: (error) => toast(problemText(error, t('problem.unknown')), 'bad'),
    onSettled: () => {
      for (const queryKey of [['quarantine', venueId], ['overview'], ['timeline']]) {
        void queries.invalidateQueries({ queryKey });
      }
    },
  });
  return (
    <Button size="sm" isBusy={decide.isPending} onClick={() => decide.mutate()}>
      {t(isDismissed ? 'setAside.restore' : 'setAside.dismiss')}
    </Button>
  );
}
