import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/dialog.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Pill, type Tone } from '../../../ui/pill.tsx';
import { useToast } from '../../../ui/toast.tsx';
import {
  type Delivery,
  type DeliveryState,
  type PortalNotice,
  resendNotice,
} from '../../api/notice.queries.ts';
import { problemText } from '../../api/problem.ts';
import { useText } from '../../i18n/use-text.ts';
import { Relative } from '../../shell/relative.tsx';
import { useMay } from '../../shell/session.ts';

const tones: Record<DeliveryState, Tone> = {
  waiting: 'neutral',
  sending: 'accent',
  sent: 'good',
  unconfirmed: 'warn',
  failed: 'bad',
  withdrawn: 'neutral',
  expired: 'neutral',
};

/** Every notice, newest first, and how far it is on its way to each person. */
export function NoticeOutbox(props: {
  notices: readonly PortalNotice[];
  isLoadingMore: boolean;
  /** Null at the end. */
  onLoadMore: (() => void) | null;
}) {
  const { t } = useText();
  if (props.notices.length === 0) {
    return (
      <EmptyState icon="info" title={t('notices.none')}>
        {t('notices.noneText')}
      </EmptyState>
    );
  }
  return (
    <>
      <ul className="divide-y divide-line">
        {props.notices.map((notice) => (
          <NoticeItem key={notice.id} notice={notice} />
        ))}
      </ul>
      {props.onLoadMore && (
        <Button size="sm" isBusy={props.isLoadingMore} onClick={props.onLoadMore}>
          {t('action.loadMore')}
        </Button>
      )}
    </>
  );
}

function NoticeItem(props: { notice: PortalNotice }) {
  const { t } = useText();
  const { notice } = props;
  const isUnsure = notice.deliveries.some(
    ({ state }) => state === 'unconfirmed' || state === 'failed',
  );
  const mayResend = useMay('integrations:write') && isUnsure;
  return (
    <li className="py-4 first:pt-0">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="min-w-0 font-medium break-words">{notice.title}</h3>
        <span className="text-xs text-ink-3">
          <Relative at={notice.at} />
        </span>
      </div>
      <p className="mt-1 text-sm break-words text-ink-2">{notice.text}</p>
      <p className="mt-1 text-sm break-words text-ink-2">{notice.toDo}</p>
      {notice.deliveries.length === 0 ? (
        <p className="mt-2 text-sm text-ink-3">{t('notices.nobody')}</p>
      ) : (
        <ul className="mt-2 space-y-1">
          {notice.deliveries.map((delivery) => (
            <DeliveryItem key={delivery.userId} delivery={delivery} />
          ))}
        </ul>
      )}
      <div className="mt-3 flex flex-wrap gap-2">
        <Subject notice={notice} />
        {mayResend && <Resend notice={notice} />}
      </div>
    </li>
  );
}

/** The way to what a notice is about. */
function Subject(props: { notice: PortalNotice }) {
  const { t } = useText();
  const mayIntegrate = useMay('integrations:write');
  const { venueId, integrationId, title } = props.notice;
  if (integrationId === null) {
    return (
      mayIntegrate && (
        <Link
          to="/v/$venueId/settings/webhooks"
          params={{ venueId }}
          className={buttonClass('secondary', 'sm')}
          aria-label={`${t('notices.openWebhooks')}${t('colon')}${title}`}
        >
          {t('notices.openWebhooks')}
        </Link>
      )
    );
  }
  return (
    <Link
      to="/v/$venueId/settings/integrations/$integrationId"
      params={{ venueId, integrationId }}
      className={buttonClass('secondary', 'sm')}
      aria-label={`${t('notices.open')}${t('colon')}${title}`}
    >
      {t('notices.open')}
    </Link>
  );
}

function DeliveryItem(props: { delivery: Delivery }) {
  const { t } = useText();
  const { name, state, at, lastError } = props.delivery;
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-sm">
      <Pill tone={tones[state]}>{t(`delivery.${state}`)}</Pill>
      <bdi className="min-w-0 break-words">{name}</bdi>
      {at && (
        <span className="text-xs text-ink-3">
          <Relative at={at} />
        </span>
      )}
      {lastError && (
        <span className="w-full text-xs break-words text-ink-3" lang="en">
          {lastError}
        </span>
      )}
    </li>
  );
}

function Resend(props: { notice: PortalNotice }) {
  const { t } = useText();
  const toast = useToast();
  const queries = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const resend = useMutation({
    mutationFn: () => resendNotice(props.notice.id),
    onSuccess: () => {
      setIsAsking(false);
      toast(t('notices.resent'));
    },
    onError: (error) => toast(problemText(error, t('problem.unknown')), 'bad'),
    onSettled: () => queries.invalidateQueries({ queryKey: ['notices'] }),
  });
  return (
    <>
      <Button
        size="sm"
        onClick={() => setIsAsking(true)}
        aria-label={`${t('notices.resend')}${t('colon')}${props.notice.title}`}
      >
        {t('notices.resend')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('notices.resendTitle')}
        confirmLabel={t('notices.resend')}
        cancelLabel={t('action.cancel')}
        isBusy={resend.isPending}
        onConfirm={() => resend.mutate()}
        onCancel={() => setIsAsking(false)}
      >
        {t('notices.resendText')}
      </ConfirmDialog>
    </>
  );
}
