import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { createApiKey } from '../../api/actions.ts';
import type { Scope } from '../../api/company.types.ts';
import { problemText } from '../../api/problem.ts';
import { useText } from '../../i18n/use-text.ts';
import { scopes } from './roles.ts';
import { ShownOnce } from './shown-once.tsx';

export function CreateKeyDialog(props: { onClose: () => void }) {
  const { t } = useText();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<Scope[]>(['venues:read', 'integrations:read', 'sales:read']);
  const create = useMutation({
    mutationFn: () => createApiKey({ name: name.trim(), scopes: chosen }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['api-keys'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  const key = create.data?.key;
  return (
    <Dialog
      isOpen
      onClose={props.onClose}
      closeLabel={t('action.close')}
      title={t('settings.createKey')}
      footer={
        key ? (
          <Button look="primary" onClick={props.onClose}>
            {t('action.close')}
          </Button>
        ) : (
          <>
            <Button onClick={props.onClose}>{t('action.cancel')}</Button>
            <Button
              look="primary"
              type="submit"
              form="create-key"
              isBusy={create.isPending}
              disabled={chosen.length === 0}
            >
              {t('settings.createKey')}
            </Button>
          </>
        )
      }
    >
      {key ? (
        <ShownOnce text={t('settings.keyOnce')} value={key} />
      ) : (
        <form id="create-key" onSubmit={submit} className="space-y-5">
          <TextField
            label={t('settings.keyName')}
            help={t('settings.keyNameHelp')}
            value={name}
            required
            maxLength={80}
            onChange={(event) => setName(event.target.value)}
          />
          <fieldset className="space-y-2.5">
            <legend className="mb-2 text-sm font-medium">{t('settings.scopes')}</legend>
            {scopes.map((scope) => (
              <Checkbox
                key={scope}
                label={<code className="font-mono text-sm">{scope}</code>}
                help={t(`scope.${scope}`)}
                isChecked={chosen.includes(scope)}
                onChange={(isChecked) =>
                  setChosen(
                    isChecked ? [...chosen, scope] : chosen.filter((entry) => entry !== scope),
                  )
                }
              />
            ))}
          </fieldset>
          {create.isError && (
            <Notice tone="bad" isAlert>
              {problemText(create.error, t('problem.unknown'))}
            </Notice>
          )}
        </form>
      )}
    </Dialog>
  );
}
