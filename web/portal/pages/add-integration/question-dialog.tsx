import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/field.tsx';
import { useText } from '../../i18n/use-text.ts';
import { Relative } from '../../shell/relative.tsx';
import type { InactiveChoice, Question, SaveAs } from './use-add-integration.ts';

/** What must be known before a second integration of a kind is saved. */
export function QuestionDialog(props: {
  question: Question;
  providerName: string;
  nickname: string;
  isBusy: boolean;
  onAnswer: (as: SaveAs, nickname: string) => void;
  onCancel: () => void;
}) {
  return props.question.kind === 'exists' ? (
    <ExistsDialog {...props} isCalledOff={props.question.isCalledOff} />
  ) : (
    <InactiveDialog {...props} choices={props.question.choices} />
  );
}

type Shared = Omit<Parameters<typeof QuestionDialog>[0], 'question'>;

function ExistsDialog(props: Shared & { isCalledOff: boolean }) {
  const { t } = useText();
  const [nickname, setNickname] = useState(props.nickname);
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
            look="primary"
            isBusy={props.isBusy}
            disabled={nickname.trim() === ''}
            onClick={() => props.onAnswer({ createNew: true }, nickname.trim())}
          >
            {t('question.createNew')}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <p>{t(props.isCalledOff ? 'question.existsCalledOff' : 'question.existsText')}</p>
        <TextField
          label={t('add.nickname')}
          help={t('question.nicknameHelp')}
          value={nickname}
          maxLength={60}
          required
          onChange={(event) => setNickname(event.target.value)}
        />
      </div>
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
          <Button
            isBusy={props.isBusy}
            onClick={() => props.onAnswer({ createNew: true }, props.nickname)}
          >
            {t('question.createNewCapital')}
          </Button>
          <Button
            look="primary"
            isBusy={props.isBusy}
            disabled={restoredId === ''}
            onClick={() => props.onAnswer({ restore: restoredId }, props.nickname)}
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
