import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Notice } from '../../../ui/notice.tsx';
import { SkeletonLines } from '../../../ui/skeleton.tsx';
import type { DateRange } from '../../api/actions.ts';
import { filesOfDaysQuery } from '../../api/files.ts';
import type { Integration } from '../../api/integration.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { FilesLink } from '../files/files-link.tsx';
import { integrationName } from '../integrations/integration-name.ts';

/** Of what is sent there is nobody to ask: which files told of the days, or what the till must do. */
export function SentEntry(props: {
  integration: Integration;
  kind: 'file' | 'push';
  range: DateRange;
}) {
  const { t } = useText();
  const { integration, kind, range } = props;
  return (
    <section className="rounded-lg border border-line px-4 py-3">
      <h3 className="font-medium">{integrationName(integration)}</h3>
      {kind === 'push' ? (
        <p className="mt-1">{t('readAgain.push')}</p>
      ) : (
        <Files integration={integration} range={range} />
      )}
    </section>
  );
}

function Files(props: { integration: Integration; range: DateRange }) {
  const { t, format } = useText();
  const { integration, range } = props;
  const query = useQuery(filesOfDaysQuery(integration.id, range));
  if (query.isPending) return <SkeletonLines count={2} label={t('state.loading')} />;
  if (query.isError) {
    return <QueryProblem error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (query.data.length === 0) {
    return (
      <div className="mt-2">
        <Notice action={<FilesLink integration={integration} size="sm" />}>
          {t('readAgain.noFile')}
        </Notice>
      </div>
    );
  }
  return (
    <>
      <p className="mt-1 text-sm text-ink-2">
        {t('readAgain.files', { count: query.data.length })}
      </p>
      <ul className="mt-2 border-t border-line">
        {query.data.map((file) => (
          <li
            key={file.id}
            className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line py-2 last:border-b-0 last:pb-0"
          >
            <Link
              to="/v/$venueId/settings/integrations/$integrationId/files/$fileId"
              params={{
                ...{ venueId: integration.venueId, integrationId: integration.id },
                fileId: file.id,
              }}
              className="min-w-0 rounded-sm font-medium break-words text-accent hover:underline"
            >
              <bdi>{file.name}</bdi>
            </Link>
            <span className="tnum text-sm text-ink-2">
              {t('readAgain.fileDays', {
                from: format.dateShort(file.result?.firstDate ?? range.from),
                to: format.dateShort(file.result?.lastDate ?? range.to),
              })}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
