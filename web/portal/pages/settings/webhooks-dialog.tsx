import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useToast } from '../../../ui/toast.tsx';
import { problemText } from '../../api/problem.ts';
import {
  changeWebhook,
  createWebhook,
  type Webhook,
  type WebhookEventType,
  webhookEventTypes,
} from '../../api/webhooks.ts';
import { useText } from '../../i18n/use-text.ts';
import { ShownOnce } from './shown-once.tsx';

/** Adds a webhook, and shows its secret once; or changes one. */
export function WebhookDialog(props: { webhook: Webhook | null; onClose: () => void }) {
  const { t } = useText();
  const { webhook, onClose } = props;
  const queries = useQueryClient();
  const toast = useToast();
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [description, setDescription] = useState(webhook?.description ?? '');
  const [eventTypes, setTypes] = useState<WebhookEventType[]>(
    webhook?.eventTypes ?? ['integration.status_changed', 'day.completed', 'day.restated'],
  );
  const save = useMutation({
    mutationFn: async (): Promise<{ secret?: string }> => {
      const draft = { url: url.trim(), description: description.trim(), eventTypes };
      if (webhook === null) return createWebhook(draft);
      await changeWebhook(webhook.id, draft);
      return {};
    },
    onSuccess: async (saved) => {
      await queries.invalidateQueries({ queryKey: ['webhooks'] });
      if (saved.secret) return;
      toast(t('webhooks.saved'));
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const secret = save.data?.secret;
  const action = t(webhook === null ? 'webhooks.add' : 'action.save');
  const footer = secret ? (
    <Button look="primary" onClick={onClose}>
      {t('action.close')}
    </Button>
  ) : (
    <>
      <Button onClick={onClose}>{t('action.cancel')}</Button>
      <Button
        look="primary"
        type="submit"
        form="webhook"
        isBusy={save.isPending}
        disabled={eventTypes.length === 0}
      >
        {action}
      </Button>
    </>
  );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      closeLabel={t('action.close')}
      title={t(webhook === null ? 'webhooks.add' : 'webhooks.edit')}
      footer={footer}
    >
      {secret ? (
        <ShownOnce text={t('webhooks.secretOnce')} value={secret} />
      ) : (
        <form id="webhook" onSubmit={submit} className="space-y-5">
          <TextField
            label={t('webhooks.url')}
            help={t('webhooks.urlHelp')}
            type="url"
            value={url}
            required
            maxLength={2000}
            onChange={(event) => setUrl(event.target.value)}
          />
          <TextField
            label={t('webhooks.description')}
            value={description}
            maxLength={200}
            onChange={(event) => setDescription(event.target.value)}
          />
          <EventTypes chosen={eventTypes} onChange={setTypes} />
          {save.isError && (
            <Notice tone="bad" isAlert>
              {problemText(save.error, t('problem.unknown'))}
            </Notice>
          )}
        </form>
      )}
    </Dialog>
  );
}

function EventTypes(props: {
  chosen: WebhookEventType[];
  onChange: (chosen: WebhookEventType[]) => void;
}) {
  const { t } = useText();
  const { chosen, onChange } = props;
  return (
    <fieldset className="space-y-2.5">
      <legend className="mb-2 text-sm font-medium">{t('webhooks.events')}</legend>
      {webhookEventTypes.map((type) => (
        <Checkbox
          key={type}
          label={t(`webhooks.${type}`)}
          help={<code className="font-mono text-xs">{type}</code>}
          isChecked={chosen.includes(type)}
          onChange={(isChecked) =>
            onChange(isChecked ? [...chosen, type] : chosen.filter((one) => one !== type))
          }
        />
      ))}
    </fieldset>
  );
}
