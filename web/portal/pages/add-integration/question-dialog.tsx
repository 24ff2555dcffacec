import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/field.tsx';
import { integrationsQuery } from '../../api/queries.ts';
import { type MessageId, useText } from '../../i18n/use-text.ts';
import { Relative } from '../../shell/relative.tsx';
import type { SaveAs } from './draft.ts';
import { type InactiveChoice, needsNickname, type Question } from './question.ts';

/** How to go on, and under which nickname if one had to be given. */
export type Answer = (as: SaveAs, nickname: string) => void;

interface Shared {
  question: Question;
  venueId: string;
  provider: { id: string; name: string };
  isBusy: boolean;
  onAnswer: Answer;
  onCancel: () => void;
}

const titles: Readonly<Record<Question['kind'], MessageId>> = {
  exists: 'question.existsTitle',
  inactive: 'question.inactiveTitle',
  linked: 'question.linkedTitle',
};

/** What must be known before a second integration of a kind is added. */
export function QuestionDialog(props: Shared) {
  const { t } = useText();
  const { question, venueId, provider } = props;
  const active = useQuery(integrationsQuery(venueId, true)).data ?? [];
  const [restoredId, setRestoredId] = useState(question.choices[0]?.id ?? '');
  const [nickname, setNickname] = useState('');
  const restored = question.choices.find((choice) => choice.id === restoredId);
  const isNameNeeded =
    restored !== undefined &&
    needsNickname(
      restored,
      active.filter((each) => each.provider === provider.id),
    );
  const name = isNameNeeded ? nickname.trim() : '';
  const calledOffId = question.kind === 'exists' ? question.calledOffId : null;
  const isRestoreUsual = question.kind !== 'exists';
  return (
    <Dialog
      isOpen
      onClose={props.onCancel}
      closeLabel={t('action.close')}
      title={t(titles[question.kind], { type: provider.name })}
      footer={
        <>
          <Button onClick={props.onCancel}>{t('action.cancel')}</Button>
          {restored && (
            <Button
              className={isRestoreUsual ? 'order-last' : ''}
              look={isRestoreUsual ? 'primary' : 'secondary'}
              isBusy={props.isBusy}
              disabled={isNameNeeded && name === ''}
              onClick={() => props.onAnswer({ restore: restoredId }, name)}
            >
              {t('question.restore')}
            </Button>
          )}
          {question.kind !== 'linked' && (
            <Button
              look={isRestoreUsual || calledOffId !== null ? 'secondary' : 'primary'}
              isBusy={props.isBusy}
              onClick={() => props.onAnswer({ createNew: true }, '')}
            >
              {t(isRestoreUsual ? 'question.createNewCapital' : 'question.createNew')}
            </Button>
          )}
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
      <div className="space-y-4">
        <Explanation question={question} />
        {restored && (
          <Choices
            choices={question.choices}
            providerName={provider.name}
            chosenId={restoredId}
            onChoose={setRestoredId}
          />
        )}
        {isNameNeeded && (
          <TextField
            label={t('question.restoredNickname')}
            help={t('question.restoredNicknameHelp', { type: provider.name })}
            value={nickname}
            maxLength={500}
            aria-required
            onChange={(event) => setNickname(event.target.value)}
          />
        )}
      </div>
    </Dialog>
  );
}

function Explanation(props: { question: Question }) {
  const { t } = useText();
  const { question } = props;
  if (question.kind === 'linked') return <p>{question.text}</p>;
  if (question.kind === 'inactive') return <p>{t('question.inactiveText')}</p>;
  const { calledOffId, choices } = question;
  return (
    <>
      <p>{t(calledOffId === null ? 'question.existsText' : 'question.existsCalledOff')}</p>
      {choices.length > 0 && <p>{t('question.existsInactive')}</p>}
    </>
  );
}

function Choices(props: {
  choices: readonly InactiveChoice[];
  providerName: string;
  chosenId: string;
  onChoose: (id: string) => void;
}) {
  const { t } = useText();
  return (
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
            checked={choice.id === props.chosenId}
            onChange={() => props.onChoose(choice.id)}
          />
          <span className="min-w-0 font-medium break-words">
            {choice.nickname ?? props.providerName}
          </span>
          {choice.deactivatedAt !== null && (
            <span className="ml-auto shrink-0 text-sm text-ink-2">
              <Relative at={choice.deactivatedAt} />
            </span>
          )}
        </label>
      ))}
    </fieldset>
  );
}
