import { Link } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef } from 'react';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { TextField } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import type { Integration } from '../../api/integration.types.ts';
import { ApiProblem, problemText } from '../../api/problem.ts';
import { useText } from '../../i18n/use-text.ts';
import { CredentialRows } from './credential-rows.tsx';
import { type Draft, hasHistory, isFilledIn, isVerifiable } from './draft.ts';
import { HistoryChoice } from './history-choice.tsx';
import { ModifiersHelp } from './modifiers-help.tsx';
import { questionOf, questionOfLinked } from './question.ts';
import { QuestionDialog } from './question-dialog.tsx';
import { useAddIntegration } from './use-add-integration.ts';
import { VerifyResults } from './verify-results.tsx';

/** Credentials and options of the chosen type; Save opens once Verify has succeeded. */
export function AddForm(props: {
  venueId: string;
  draft: Draft;
  onChange: (draft: Draft) => void;
  onSaved: (integration: Integration) => void;
}) {
  const { t } = useText();
  const { draft, onChange, venueId } = props;
  const { verify, save, question, ask, verification } = useAddIntegration({
    venueId,
    draft,
    onSaved: props.onSaved,
  });
  const problem = verify.error ?? (questionOf(save.error) ? null : save.error);
  const isShownByResults = problem instanceof ApiProblem && problem.code === 'verification_failed';
  const needsVerification = draft.rows.length > 0;
  const isTaken = verification?.locations.some(
    ({ linkedTo }) => linkedTo !== undefined && linkedTo.integrationId !== draft.as.restore,
  );
  const isVerified = verification?.ok === true && !isTaken;
  const canSave = (!needsVerification || isVerified) && isFilledIn(draft);
  const outcome = useRef<HTMLDivElement>(null);
  const hasOutcome = verification !== null || problem !== null;
  useEffect(() => {
    // What the till answered must not stay below the edge of the window.
    if (hasOutcome) outcome.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }, [hasOutcome]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Enter in a field presses the form's first submit button, so exactly one of the two is it.
    if (canSave) save.mutate(draft);
    else if (needsVerification) verify.mutate(draft);
  };
  return (
    <form onSubmit={submit} className="space-y-5" autoComplete="off">
      {draft.needsNickname && (
        <Card>
          <TextField
            label={t('add.nickname')}
            help={t('question.nicknameHelp')}
            value={draft.nickname}
            maxLength={500}
            aria-required
            onChange={(event) => onChange({ ...draft, nickname: event.target.value })}
          />
        </Card>
      )}
      {draft.as.restore !== undefined && <Notice tone="warn">{t('add.restoreWith')}</Notice>}
      {needsVerification && (
        <CredentialRows
          provider={draft.provider}
          rows={draft.rows}
          onChange={(rows) => onChange({ ...draft, rows })}
          problem={problem}
        />
      )}
      <Options draft={draft} onChange={onChange} />
      <div ref={outcome} className="scroll-mb-24 space-y-5 md:scroll-mb-6">
        <div aria-live="polite" className="space-y-3 empty:hidden">
          {verify.isPending && <Notice>{t('add.verifying')}</Notice>}
          {verification && (
            <VerifyResults
              locations={verification.locations}
              restoredId={draft.as.restore}
              onRestore={(linkedTo) => ask(questionOfLinked(linkedTo))}
            />
          )}
          {problem && !isShownByResults && (
            <Notice tone="bad" isAlert>
              {problemText(problem, t('problem.unknown'))}
            </Notice>
          )}
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {needsVerification && (
            <Button
              look={canSave ? 'secondary' : 'primary'}
              isBusy={verify.isPending}
              disabled={!isVerifiable(draft)}
              {...(canSave ? { onClick: () => verify.mutate(draft) } : { type: 'submit' as const })}
            >
              {t(verification ? 'add.verifyAgain' : 'add.verify')}
            </Button>
          )}
          <Button
            look={canSave ? 'primary' : 'secondary'}
            type={canSave ? 'submit' : 'button'}
            isBusy={save.isPending}
            disabled={!canSave}
          >
            {t('action.save')}
          </Button>
          <Link
            to="/v/$venueId/settings/integrations"
            params={{ venueId }}
            className={buttonClass('ghost')}
          >
            {t('action.cancel')}
          </Link>
          {!isTaken && <Hint draft={draft} canSave={canSave} isVerified={isVerified} />}
        </div>
      </div>
      {question && (
        <QuestionDialog
          question={question}
          venueId={venueId}
          provider={draft.provider}
          isBusy={save.isPending}
          onCancel={() => ask(null)}
          onAnswer={(as, nickname) => {
            ask(null);
            const isOneMore = question.kind === 'exists' && as.createNew === true;
            // A name that was typed for a new one is not meant for the one that comes back.
            const named = as.restore === undefined ? {} : { nickname };
            const needsNickname = isOneMore || nickname !== '';
            const answered = { ...draft, ...named, as, needsNickname };
            onChange(answered);
            if (isFilledIn(answered)) save.mutate(answered);
          }}
        />
      )}
    </form>
  );
}

/** What is still lacking before it can be saved. */
function Hint(props: { draft: Draft; canSave: boolean; isVerified: boolean }) {
  const { t } = useText();
  const needsVerification = props.draft.rows.length > 0 && !props.isVerified;
  if (props.canSave) return null;
  return (
    <p className="text-sm text-ink-3">
      {t(needsVerification ? 'add.verifyFirst' : 'add.nicknameFirst')}
    </p>
  );
}

/** What else is decided beforehand; all of it can be changed later. */
function Options(props: { draft: Draft; onChange: (draft: Draft) => void }) {
  const { t } = useText();
  const { draft, onChange } = props;
  const hasModifiersSetting = draft.provider.settings.some(
    (setting) => setting.name === 'includeModifiers',
  );
  if (!hasModifiersSetting && !hasHistory(draft.provider)) return null;
  return (
    <Card>
      <div className="space-y-5">
        {hasModifiersSetting && (
          <Checkbox
            label={t('add.modifiers')}
            help={<ModifiersHelp />}
            isChecked={draft.hasModifiers}
            onChange={(hasModifiers) => onChange({ ...draft, hasModifiers })}
          />
        )}
        {hasHistory(draft.provider) && (
          <HistoryChoice
            provider={draft.provider}
            history={draft.history}
            onChange={(history) => onChange({ ...draft, history })}
          />
        )}
      </div>
    </Card>
  );
}
