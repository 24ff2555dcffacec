import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { ConfirmDialog, Dialog } from '../../../ui/dialog.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Pill } from '../../../ui/pill.tsx';
import { useToast } from '../../../ui/toast.tsx';
import { problemText } from '../../api/problem.ts';
import {
  changeWebhook,
  deleteWebhook,
  rotateWebhookSecret,
  testWebhook,
  type Webhook,
} from '../../api/webhooks.ts';
import { useText } from '../../i18n/use-text.ts';
import { Relative } from '../../shell/relative.tsx';
import { ShownOnce } from './shown-once.tsx';
import { WebhookDialog } from './webhooks-dialog.tsx';
import { WebhookMessages } from './webhooks-messages.tsx';

/** One address: how it does, what can be done with it, and what was sent to it. */
export function WebhookCard(props: { webhook: Webhook }) {
  const { t } = useText();
  const { webhook } = props;
  return (
    <Card>
      <section aria-label={webhook.url} className="space-y-4">
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
          <div className="min-w-40 flex-1">
            <h2 className="font-medium break-all">{webhook.url}</h2>
            {webhook.description !== '' && (
              <p className="text-sm text-ink-2">{webhook.description}</p>
            )}
            <p className="mt-1 text-sm text-ink-3">
              {webhook.eventTypes.map((type) => t(`webhooks.${type}`)).join(' · ')}
            </p>
            <p className="mt-1 text-sm text-ink-2">
              {t('webhooks.lastSuccess')} <Relative at={webhook.lastSuccessAt} />
            </p>
          </div>
          <Standing webhook={webhook} />
        </div>
        <SwitchedOff webhook={webhook} />
        <Actions webhook={webhook} />
        <WebhookMessages webhookId={webhook.id} isEnabled={webhook.enabled} />
      </section>
    </Card>
  );
}

function Standing(props: { webhook: Webhook }) {
  const { t } = useText();
  const { disabledReason, failingSince } = props.webhook;
  if (disabledReason === 'user') return <Pill>{t('webhooks.disabled.user')}</Pill>;
  if (disabledReason) return <Pill tone="bad">{t('webhooks.disabled.user')}</Pill>;
  if (failingSince) return <Pill tone="warn">{t('webhooks.failing')}</Pill>;
  return <Pill tone="good">{t('webhooks.enabled')}</Pill>;
}

/** Why it was switched off without anybody’s wish, and what to do before it is switched on again. */
function SwitchedOff(props: { webhook: Webhook }) {
  const { t } = useText();
  const { disabledReason, disabledAt, failingSince } = props.webhook;
  if (disabledReason !== 'gone' && disabledReason !== 'failing') return null;
  return (
    <Notice tone="bad">
      <p>
        {t(`webhooks.off.${disabledReason}`)} {t('webhooks.offText')}
      </p>
      <p className="mt-0.5 text-xs">
        {disabledAt && (
          <>
            {t('webhooks.offAt')} <Relative at={disabledAt} />.{' '}
          </>
        )}
        {failingSince && (
          <>
            {t('webhooks.offSince')} <Relative at={failingSince} />.
          </>
        )}
      </p>
    </Notice>
  );
}

type Open = 'edit' | 'rotate' | 'delete' | null;

function Actions(props: { webhook: Webhook }) {
  const { t } = useText();
  const { id, url, enabled } = props.webhook;
  const queries = useQueryClient();
  const toast = useToast();
  const [open, setOpen] = useState<Open>(null);
  const common = {
    onError: (error: Error) => toast(problemText(error, t('problem.unknown')), 'bad'),
    onSettled: () => queries.invalidateQueries({ queryKey: ['webhooks'] }),
  };
  const test = useMutation({
    ...common,
    mutationFn: () => testWebhook(id),
    onSuccess: () => toast(t('webhooks.testQueued')),
  });
  const turn = useMutation({
    ...common,
    mutationFn: () => changeWebhook(id, { enabled: !enabled }),
    onSuccess: () => toast(t('webhooks.saved')),
  });
  const rotate = useMutation({ ...common, mutationFn: () => rotateWebhookSecret(id) });
  const remove = useMutation({
    ...common,
    mutationFn: () => deleteWebhook(id),
    onSuccess: () => toast(t('webhooks.deleted')),
  });
  const close = () => setOpen(null);
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="sm" disabled={!enabled} isBusy={test.isPending} onClick={() => test.mutate()}>
        {t('webhooks.test')}
      </Button>
      <Button
        size="sm"
        onClick={() => setOpen('edit')}
        aria-label={`${t('webhooks.edit')}${t('colon')}${url}`}
      >
        {t('webhooks.edit')}
      </Button>
      <Button size="sm" isBusy={turn.isPending} onClick={() => turn.mutate()}>
        {t(enabled ? 'webhooks.switchOff' : 'webhooks.switchOn')}
      </Button>
      <Button size="sm" onClick={() => setOpen('rotate')}>
        {t('webhooks.rotate')}
      </Button>
      <Button size="sm" look="ghost" onClick={() => setOpen('delete')}>
        {t('webhooks.delete')}
      </Button>
      {open === 'edit' && <WebhookDialog webhook={props.webhook} onClose={close} />}
      <ConfirmDialog
        isOpen={open === 'rotate'}
        title={t('webhooks.rotateTitle')}
        confirmLabel={t('webhooks.rotate')}
        cancelLabel={t('action.cancel')}
        isBusy={rotate.isPending}
        onConfirm={() => rotate.mutate(undefined, { onSettled: close })}
        onCancel={close}
      >
        {t('webhooks.rotateText')}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={open === 'delete'}
        title={t('webhooks.deleteTitle')}
        confirmLabel={t('webhooks.delete')}
        cancelLabel={t('action.cancel')}
        isBusy={remove.isPending}
        onConfirm={() => remove.mutate()}
        onCancel={close}
      >
        {t('webhooks.deleteText')}
      </ConfirmDialog>
      {rotate.data && (
        <Dialog
          isOpen
          onClose={rotate.reset}
          closeLabel={t('action.close')}
          title={t('webhooks.rotate')}
        >
          <ShownOnce text={t('webhooks.secretOnce')} value={rotate.data.secret} />
        </Dialog>
      )}
    </div>
  );
}
