import type { Integration, ResyncPreview } from '../../api/integration.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { Money } from '../../shell/money.tsx';
import { integrationName } from '../integrations/integration-name.ts';

/** What reading a day again would change of one integration's part of it. */
export function PreviewEntry(props: {
  integration: Pick<Integration, 'providerName' | 'nickname'>;
  preview: ResyncPreview | null;
  currency: string;
}) {
  const { t } = useText();
  const { preview, currency } = props;
  const day = preview?.days[0];
  const counts = preview && {
    added: preview.ordersNew,
    changed: preview.ordersChanged,
    gone: preview.ordersGone,
  };
  return (
    <section className="rounded-lg border border-line px-4 py-3">
      <h3 className="font-medium">{integrationName(props.integration)}</h3>
      {counts && <p className="text-sm text-ink-2">{t('readAgain.counts', counts)}</p>}
      {day ? (
        <p className="mt-1">
          {t('day.was')}{' '}
          {day.was === null ? (
            <span className="text-ink-2">{t('readAgain.notReadYet')}</span>
          ) : (
            <Money minor={day.was.netMinor} currency={currency} />
          )}{' '}
          <span aria-hidden>→</span> {t('day.now')}{' '}
          <Money minor={day.now.netMinor} currency={currency} className="font-semibold" />
        </p>
      ) : (
        <p className="mt-1">{t('readAgain.same')}</p>
      )}
    </section>
  );
}
