import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { SkeletonLines } from '../../../ui/skeleton.tsx';
import { useToast } from '../../../ui/toast.tsx';
import { previewResync, resyncIntegration } from '../../api/actions.ts';
import { problemText } from '../../api/problem.ts';
import { integrationsQuery } from '../../api/queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { hasChange } from './has-change.ts';
import { PreviewEntry } from './preview-entry.tsx';

/** Asks the tills about one day again: first what would change, then, if wanted, for good. */
export function ReadAgainDialog(props: {
  venueId: string;
  businessDate: string;
  currency: string;
  onClose: () => void;
}) {
  const { t, format } = useText();
  const toast = useToast();
  const queries = useQueryClient();
  const { venueId, businessDate } = props;
  const range = { from: businessDate, to: businessDate };
  const integrations = useQuery(integrationsQuery(venueId, true));
  const preview = useQuery({
    queryKey: ['resync-preview', venueId, businessDate, integrations.data?.length],
    enabled: integrations.data !== undefined,
    staleTime: 0,
    gcTime: 0,
    retry: false,
    queryFn: () =>
      Promise.all(
        (integrations.data ?? []).map(async (integration) => ({
          integration,
          preview: (await previewResync(integration.id, range)).preview,
        })),
      ),
  });
  const store = useMutation({
    mutationFn: () =>
      Promise.all((integrations.data ?? []).map(({ id }) => resyncIntegration(id, range))),
    onSuccess: () => {
      toast(t('readAgain.started'));
      void queries.invalidateQueries({ queryKey: ['day', venueId, businessDate] });
      props.onClose();
    },
    onError: (error) => toast(problemText(error, t('problem.unknown')), 'bad'),
  });
  return (
    <Dialog
      isOpen
      onClose={props.onClose}
      closeLabel={t('action.close')}
      title={t('readAgain.title', { date: format.date(businessDate) })}
      description={t('readAgain.text')}
      footer={
        <>
          <Button onClick={props.onClose}>{t('action.cancel')}</Button>
          <Button
            look="primary"
            disabled={!preview.data?.some(({ preview: would }) => hasChange(would))}
            isBusy={store.isPending}
            onClick={() => store.mutate()}
          >
            {t('readAgain.store')}
          </Button>
        </>
      }
    >
      <div aria-live="polite" className="space-y-3">
        {(integrations.isPending || preview.isPending) && !integrations.isError && (
          <SkeletonLines count={2} label={t('add.verifying')} />
        )}
        {preview.isError && (
          <QueryProblem error={preview.error} onRetry={() => void preview.refetch()} />
        )}
        {preview.data?.length === 0 && <Notice>{t('sales.noTill')}</Notice>}
        {preview.data?.map((entry) => (
          <PreviewEntry key={entry.integration.id} {...entry} currency={props.currency} />
        ))}
      </div>
    </Dialog>
  );
}
