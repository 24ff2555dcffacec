import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { ChoiceGroup } from '../../../ui/choice.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { SkeletonLines } from '../../../ui/skeleton.tsx';
import { newestFilesQuery } from '../../api/files.ts';
import type { Integration } from '../../api/integration.types.ts';
import {
  type QuarantineState,
  quarantineQuery,
  quarantineStates,
} from '../../api/sales.queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { FilesLink } from '../files/files-link.tsx';
import { SetAsideItem } from './set-aside-item.tsx';
import { sentKind, useProvider } from './use-provider.ts';

const texts = {
  file: 'setAside.textFile',
  push: 'setAside.textSent',
  till: 'setAside.text',
} as const;

/** What could not be understood: kept with its payload and reason, counted nowhere. */
export function SetAside(props: { integration: Integration }) {
  const { t } = useText();
  const { integration } = props;
  const [state, setState] = useState<QuarantineState>('waiting');
  const kind = sentKind(useProvider(integration.provider)) ?? 'till';
  return (
    <Card isFlush>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 border-b border-line px-5 py-4">
        <p className="max-w-prose text-ink-2">
          {t(texts[kind])} {t('setAside.dismissHint')}
        </p>
        <div className="flex flex-wrap items-center gap-2">
          {kind === 'file' && <FilesLink integration={integration} size="sm" />}
          <ChoiceGroup<QuarantineState>
            legend={t('setAside.show')}
            isLegendHidden
            value={state}
            onChange={setState}
            choices={quarantineStates.map((each) => ({
              value: each,
              label: t(`setAside.${each}`),
            }))}
          />
        </div>
      </div>
      <SetAsideList integration={integration} state={state} isFile={kind === 'file'} />
    </Card>
  );
}

function SetAsideList(props: {
  integration: Integration;
  state: QuarantineState;
  isFile: boolean;
}) {
  const { t } = useText();
  const { integration, state, isFile } = props;
  const query = useInfiniteQuery(quarantineQuery(integration, state));
  const files = useQuery({ ...newestFilesQuery(integration.id), enabled: isFile });
  if (query.isPending) {
    return (
      <div className="px-5 py-4">
        <SkeletonLines count={4} label={t('state.loading')} />
      </div>
    );
  }
  if (query.isError) {
    return <QueryProblem error={query.error} onRetry={() => void query.refetch()} />;
  }
  const items = query.data.pages.flatMap((page) => page.items);
  if (items.length === 0 && !query.hasNextPage) return <Nothing state={state} />;
  return (
    <>
      <ul>
        {items.map((item) => (
          <SetAsideItem
            key={item.id}
            item={item}
            integration={integration}
            fileId={files.data?.find(({ result }) => result?.runId === item.runId)?.id ?? null}
          />
        ))}
      </ul>
      {query.hasNextPage && (
        <div className="border-t border-line p-3 text-center">
          <Button
            size="sm"
            isBusy={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('action.loadMore')}
          </Button>
        </div>
      )}
    </>
  );
}

function Nothing(props: { state: QuarantineState }) {
  const { t } = useText();
  if (props.state === 'dismissed') {
    return (
      <EmptyState icon="check" title={t('setAside.emptyDismissed')}>
        {t('setAside.emptyDismissedText')}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="check" title={t('setAside.empty')}>
      {t('setAside.emptyText')}
    </EmptyState>
  );
}
