import { useQuery } from '@tanstack/react-query';
import { Card } from '../../../ui/card.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { SkeletonLines } from '../../../ui/skeleton.tsx';
import { mailAddressQuery } from '../../api/files.ts';
import { useText } from '../../i18n/use-text.ts';
import { QueryProblem } from '../../shell/query-problem.tsx';

/** The integration's secret address, and how to have a till mail its report there. */
export function MailAddress(props: { integrationId: string }) {
  const { t } = useText();
  const query = useQuery(mailAddressQuery(props.integrationId));
  return (
    <Card title={t('files.mail')}>
      {query.isPending ? (
        <SkeletonLines count={2} label={t('state.loading')} />
      ) : query.isError ? (
        <QueryProblem error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === null ? (
        <p className="text-ink-2">{t('files.mailNone')}</p>
      ) : (
        <Address address={query.data} />
      )}
    </Card>
  );
}

function Address(props: { address: string }) {
  const { t } = useText();
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-2">
        <span className="sr-only">{t('files.address')}</span>
        <code className="min-w-0 rounded-md bg-sunken px-2.5 py-1.5 font-mono text-sm break-all select-all">
          {props.address}
        </code>
        <CopyButton text={props.address} label={t('action.copy')} doneLabel={t('action.copied')} />
      </div>
      <p className="text-ink-2">{t('files.mailText')}</p>
      <p className="text-sm text-ink-3">{t('files.mailSecret')}</p>
    </div>
  );
}
