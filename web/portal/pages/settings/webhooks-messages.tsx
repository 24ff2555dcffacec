import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Pill } from '../../../ui/pill.tsx';
import { SkeletonLines } from '../../../ui/skeleton.tsx';
import { useToast } from '../../../ui/toast.tsx';
import { problemText } from '../../api/problem.ts';
import {
  redeliverWebhook,
  type WebhookDelivery,
  webhookDeliveriesQuery,
  webhookDeliveryQuery,
} from '../../api/webhooks.ts';
import { useText } from '../../i18n/use-text.ts';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { Relative } from '../../shell/relative.tsx';

const tones = { pending: 'accent', delivered: 'good', failed: 'bad' } as const;

/** So many stand open; who looks for an older one unfolds them all. */
const shownAtOnce = 3;

/** The newest messages to one address, and what became of each. */
export function WebhookMessages(props: { webhookId: string; isEnabled: boolean }) {
  const { t } = useText();
  const { webhookId, isEnabled } = props;
  const query = useQuery(webhookDeliveriesQuery(webhookId));
  const [shownId, setShownId] = useState<string | null>(null);
  const [isUnfolded, setIsUnfolded] = useState(false);
  const listId = useId();
  const all = query.data ?? [];
  const shown = isUnfolded ? all : all.slice(0, shownAtOnce);
  return (
    <div>
      <h3 className="mb-1 text-sm font-medium">{t('webhooks.messages')}</h3>
      {query.isPending && <SkeletonLines count={2} label={t('state.loading')} />}
      {query.isError && <QueryProblem error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.length === 0 && <p className="text-sm text-ink-3">{t('webhooks.noMessages')}</p>}
      <ul id={listId}>
        {shown.map((delivery) => (
          <Row
            key={delivery.id}
            delivery={delivery}
            onShow={() => setShownId(delivery.id)}
            redeliver={isEnabled ? webhookId : null}
          />
        ))}
      </ul>
      {all.length > shownAtOnce && (
        <Button
          size="sm"
          look="ghost"
          className="mt-1 -ml-2"
          aria-expanded={isUnfolded}
          aria-controls={listId}
          onClick={() => setIsUnfolded(!isUnfolded)}
        >
          {isUnfolded
            ? t('webhooks.fewerMessages')
            : t('webhooks.moreMessages', { count: all.length - shownAtOnce })}
        </Button>
      )}
      {shownId !== null && (
        <Details webhookId={webhookId} deliveryId={shownId} onClose={() => setShownId(null)} />
      )}
    </div>
  );
}

function Row(props: {
  delivery: WebhookDelivery;
  onShow: () => void;
  /** The webhook's id where sending again is possible. */
  redeliver: string | null;
}) {
  const { t } = useText();
  const { delivery, redeliver } = props;
  const queries = useQueryClient();
  const toast = useToast();
  const again = useMutation({
    mutationFn: (webhookId: string) => redeliverWebhook(webhookId, delivery.id),
    onSuccess: () => toast(t('webhooks.redelivering')),
    onError: (error) => toast(problemText(error, t('problem.unknown')), 'bad'),
    onSettled: () => queries.invalidateQueries({ queryKey: ['webhooks'] }),
  });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2 last:border-b-0">
      <Pill tone={tones[delivery.state]}>{t(`webhooks.state.${delivery.state}`)}</Pill>
      <div className="min-w-40 flex-1 text-sm">
        <p>{t(`webhooks.${delivery.type}`)}</p>
        <p className="text-ink-3">
          <Relative at={delivery.occurredAt} />
          <LastAnswer delivery={delivery} />
        </p>
      </div>
      <Button size="sm" look="ghost" onClick={props.onShow}>
        {t('webhooks.details')}
      </Button>
      {redeliver !== null && (
        <Button
          size="sm"
          look="ghost"
          isBusy={again.isPending}
          onClick={() => again.mutate(redeliver)}
        >
          {t('webhooks.redeliver')}
        </Button>
      )}
    </li>
  );
}

function LastAnswer(props: { delivery: WebhookDelivery }) {
  const { t } = useText();
  const { lastStatus: status, lastFailure: failure, attemptCount: count } = props.delivery;
  const words = useAnswerWords();
  if (status === null && failure === null) return null;
  return (
    <>
      {' · '}
      {words({ status, failure })}
      {count > 1 && ` · ${t('webhooks.attemptCount', { count })}`}
    </>
  );
}

function useAnswerWords() {
  const { t } = useText();
  return ({ status, failure }: { status: number | null; failure: string | null }): string => {
    if (failure === 'redirect') return t('webhooks.failure.redirect');
    if (status !== null) return t('webhooks.answered', { status: String(status) });
    if (failure === 'timeout' || failure === 'network' || failure === 'blocked_address') {
      return t(`webhooks.failure.${failure}`);
    }
    return t('webhooks.failure.other');
  };
}

function Details(props: { webhookId: string; deliveryId: string; onClose: () => void }) {
  const { t } = useText();
  const query = useQuery(webhookDeliveryQuery(props.webhookId, props.deliveryId));
  const words = useAnswerWords();
  const code = 'mt-1 max-h-72 overflow-auto rounded-md bg-sunken p-3 font-mono text-xs';
  return (
    <Dialog
      isOpen
      onClose={props.onClose}
      closeLabel={t('action.close')}
      title={t('webhooks.details')}
    >
      {query.isPending && <SkeletonLines count={3} label={t('state.loading')} />}
      {query.isError && <QueryProblem error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && (
        <div className="space-y-4">
          <p className="text-sm break-all text-ink-2">webhook-id: {query.data.messageId}</p>
          {query.data.nextAttemptAt !== null && (
            <p className="text-sm">
              {t('webhooks.nextAttempt')} <Relative at={query.data.nextAttemptAt} />
            </p>
          )}
          <div>
            <h3 className="text-sm font-medium">{t('webhooks.sent')}</h3>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard. */}
            <pre tabIndex={0} className={code}>
              {JSON.stringify(query.data.message, null, 2)}
            </pre>
          </div>
          <div>
            <h3 className="text-sm font-medium">{t('webhooks.attempts')}</h3>
            <ol>
              {query.data.attempts.map((attempt) => (
                <li key={attempt.at} className="py-1 text-sm">
                  <Relative at={attempt.at} /> · {words(attempt)} ·{' '}
                  {t('webhooks.took', { ms: attempt.durationMs })}
                  {attempt.answerStart && (
                    <pre className={`${code} whitespace-pre-wrap break-all`}>
                      {attempt.answerStart}
                    </pre>
                  )}
                </li>
              ))}
            </ol>
          </div>
        </div>
      )}
    </Dialog>
  );
}
