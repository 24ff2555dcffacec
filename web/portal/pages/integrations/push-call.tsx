import { CopyButton } from '../../../ui/copy-button.tsx';
import { useText } from '../../i18n/use-text.ts';
import { nowMs } from '../../lib/clock.ts';
import { businessDateAt } from '../../lib/dates.ts';
import { useCurrentVenue } from '../../shell/session.ts';

/** Where a till sends its sales, and a call to try that with; the key stays in the environment. */
export function PushCall(props: { venueId: string }) {
  const { t } = useText();
  const venue = useCurrentVenue();
  const { timeZone = 'UTC', cutoff = '00:00' } = venue ?? {};
  const address = `${window.location.origin}/api/v1/venues/${props.venueId}/sales`;
  const date = businessDateAt({ ms: nowMs(), timeZone, cutoff });
  const curl = exampleCall(address, date);
  return (
    <div className="mt-1 space-y-2">
      <p className="flex flex-wrap items-center gap-2">
        <code className="min-w-0 rounded-md bg-surface px-2 py-1 font-mono text-xs break-all select-all">
          POST {address}
        </code>
        <CopyButton text={address} label={t('action.copy')} doneLabel={t('action.copied')} />
      </p>
      <details className="text-sm">
        <summary className="w-fit cursor-pointer rounded-sm font-medium">
          {t('awaited.example')}
        </summary>
        <pre className="mt-2 rounded-md bg-surface px-3 py-2 font-mono text-xs break-all whitespace-pre-wrap select-all">
          {curl}
        </pre>
        <p className="mt-1.5 flex flex-wrap items-center gap-2 text-ink-2">
          <CopyButton text={curl} label={t('action.copy')} doneLabel={t('action.copied')} />
          <span className="min-w-0 flex-1">{t('awaited.exampleKey')}</span>
        </p>
      </details>
    </div>
  );
}

/** One line of a receipt at noon of the day, as a shell takes it. */
function exampleCall(address: string, date: string): string {
  const line = {
    ...{ id: 'receipt-1-line-1', date: `${date}T12:00:00`, pluNumber: '77', title: 'Coffee' },
    ...{ quantity: 1, total: '3.50' },
  };
  return [
    `curl -X POST ${address}`,
    `-H "Authorization: Bearer $TILLBRIDGE_API_KEY"`,
    `-H "Content-Type: application/json"`,
    `-d '${JSON.stringify([line])}'`,
  ].join(' \\\n  ');
}
