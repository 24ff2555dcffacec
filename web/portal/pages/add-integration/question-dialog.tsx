import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { useText } from '../../i18n/use-text.ts';
import { Relative } from '../../shell/relative.tsx';
import type { SaveAs } from './draft.ts';
import type { InactiveChoice, Question } from './question.ts';

interface Shared {
  venueId: string;
  providerName: string;
  isBusy: boolean;
  onAnswer: (as: SaveAs) => void;
  onCancel: () => void;
}

/** What must be known before a second integration of a kind is added. */
export function QuestionDialog(props: Shared & { question: Question }) {
  return props.question.kind === 'exists' ? (
    <ExistsDialog {...props} calledOffId={props.question.calledOffId} />
  ) : (
    <InactiveDialog {...props} choices={props.question.choices} />
  );
}

function ExistsDialog(props: Shared & { calledOffId: string | null }) {
  const { t } = useText();
  const { calledOffId, venueId } = props;
  return (
    <Dialog
      isOpen
      onClose={props.onCancel}
      closeLabel={t('action.close')}
      title={t('question.existsTitle', { type: props.providerName })}
      footer={
        <>
          <Button onClick={props.onCancel}>{t('action.cancel')}</Button>
          <Button
            look={calledOffId === null ? 'primary' : 'secondary'}
            isBusy={props.isBusy}
            onClick={() => props.onAnswer({ createNew: true })}
          >
            {t('question.createNew')}
          </Button>
          {calledOffId !== null && (
            <Link
              to="/v/$venueId/settings/integrations/$integrationId"
              params={{ venueId, integrationId: calledOffId }}
              className={buttonClass('primary')}
            >
              {t('question.resolve')}
            </Link>
          )}
        </>
      }
    >
      <p>{t(calledOffId === null ? 'question.existsText' : 'question.existsCalledOff')}</p>
    </Dialog>
  );
}

function InactiveDialog(props: Shared & { choices: InactiveChoice[] }) {
  const { t } = useText();
  const [restoredId, setRestoredId] = useState(props.choices[0]?.id ?? '');
  return (
    <Dialog
      isOpen
      onClose={props.onCancel}
      closeLabel={t('action.close')}
      title={t('question.inactiveTitle', { type: props.providerName })}
      footer={
        <>
          <Button onClick={props.onCancel}>{t('action.cancel')}</Button>
          <Button isBusy={props.isBusy} onClick={() => props.onAnswer({ createNew: true })}>
            {t('question.createNewCapital')}
          </Button>
          <Button
            look="primary"
            isBusy={props.isBusy}
            disabled={restoredId === ''}
            onClick={() => props.onAnswer({ restore: restoredId })}
          >
            {t('question.restore')}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <p>{t('question.inactiveText')}</p>
        <fieldset className="space-y-1.5">
          <legend className="mb-1.5 text-sm font-medium">{t('question.which')}</legend>
          {props.choices.map((choice) => (
            <label
              key={choice.id}
              className="flex cursor-pointer items-center gap-3 rounded-md border border-line px-3 py-2 has-checked:border-accent has-checked:bg-accent-soft"
            >
              <input
                type="radio"
                name="restored"
                className="accent-accent"
                checked={choice.id === restoredId}
                onChange={() => setRestoredId(choice.id)}
              />
              <span className="font-medium">{choice.nickname ?? props.providerName}</span>
              <span className="ml-auto text-sm text-ink-2">
                <Relative at={choice.deactivatedAt} />
              </span>
            </label>
          ))}
        </fieldset>
      </div>
    </Dialog>
  );
}
