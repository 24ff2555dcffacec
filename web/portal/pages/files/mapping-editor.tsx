import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { SkeletonLines } from '../../../ui/skeleton.tsx';
import { useToast } from '../../../ui/toast.tsx';
import { filePreviewQuery, saveMapping } from '../../api/files.ts';
import type { SalesFileDetail } from '../../api/files.types.ts';
import { problemText } from '../../api/problem.ts';
import { useText } from '../../i18n/use-text.ts';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { ColumnRoles } from './column-roles.tsx';
import { DayChoice } from './day-choice.tsx';
import {
  draftOf,
  draftOfSheet,
  isConvention,
  isWithoutDates,
  keepAsked,
  type MappingBase,
  type MappingDraft,
  openQuestions,
  partOf,
  toMapping,
  withKnownAnswers,
  withRole,
} from './mapping-draft.ts';
import { MappingPreview } from './mapping-preview.tsx';
import { MappingQuestions } from './mapping-questions.tsx';
import { ReadingChoice } from './reading-choice.tsx';
import { SheetChoice } from './sheet-choice.tsx';

/** Says what each column means, shows at once what comes of it, and remembers it for the layout. */
export function MappingEditor(props: {
  file: SalesFileDetail;
  currency: string;
  onSaved: () => void;
}) {
  const { t } = useText();
  const { file } = props;
  const [base, setBase] = useState<MappingBase | null>(file);
  const [draft, setDraft] = useState(() => draftOf(file));
  const at = { integrationId: file.integrationId, fileId: file.id };
  const [conventions, setConventions] = useState(() => file.questions.filter(isConvention));
  const told = withKnownAnswers(draft, { conventions, mapping: base?.mapping ?? null });
  const preview = useQuery(filePreviewQuery(at, toMapping(told)));
  const asked = keepAsked(conventions, preview.data?.questions ?? []);
  if (asked !== conventions) setConventions(asked);
  if (base === null && preview.data?.layout && !preview.isPlaceholderData) {
    setBase(preview.data);
    setDraft(draftOf(preview.data));
  }
  const chooseSheet = (sheet: string | undefined) => {
    const isAsRead = sheet === file.mapping?.sheet;
    setBase(isAsRead ? file : null);
    setConventions(isAsRead ? file.questions.filter(isConvention) : []);
    setDraft(isAsRead ? draftOf(file) : draftOfSheet(sheet));
  };
  const columns = base?.layout?.columns ?? [];
  const questions = openQuestions({
    asked: base?.questions ?? [],
    blocking: preview.data?.questions ?? [],
    draft,
  });
  return (
    <Card title={t('mapping.title')} hint={t('mapping.text')} isFlush>
      <div className="space-y-5 px-4 pb-5 sm:px-5">
        <SheetChoice
          sheets={file.layout?.sheets ?? []}
          value={draft.sheet}
          onChange={chooseSheet}
        />
        <MappingQuestions {...questions} columns={columns} />
        {conventions.map((question) => {
          const part = partOf(question);
          return (
            <ReadingChoice
              key={question.kind}
              question={question}
              value={told[part]}
              onChange={(answer) => setDraft({ ...draft, [part]: answer })}
            />
          );
        })}
        {base !== null && isWithoutDates(draft) && (
          <DayChoice
            value={draft.day}
            suggested={base.questions.find((question) => question.isDayEnough)?.examples ?? []}
            onChange={(day) => setDraft({ ...draft, day })}
          />
        )}
        <ColumnRoles
          columns={columns}
          roles={draft.roles}
          onChange={(column, role) => setDraft(withRole(draft, column, role))}
        />
      </div>
      <div className="border-t border-line pt-4">
        {preview.isError ? (
          <QueryProblem
            className="mx-5 mb-4"
            error={preview.error}
            onRetry={() => void preview.refetch()}
          />
        ) : preview.data ? (
          <MappingPreview
            preview={preview.data}
            isStale={preview.isPlaceholderData}
            currency={props.currency}
            roles={Object.values(draft.roles)}
          />
        ) : (
          <SkeletonLines count={4} label={t('state.loading')} className="px-5 pb-5" />
        )}
      </div>
      <SaveMapping
        {...props}
        draft={told}
        canSave={
          base !== null &&
          preview.data?.kind === 'read' &&
          !preview.isPlaceholderData &&
          conventions.every((question) => told[partOf(question)] !== undefined)
        }
      />
    </Card>
  );
}

function SaveMapping(props: {
  file: SalesFileDetail;
  draft: MappingDraft;
  canSave: boolean;
  onSaved: () => void;
}) {
  const { t } = useText();
  const toast = useToast();
  const queries = useQueryClient();
  const { file, draft } = props;
  const { id: fileId, integrationId } = file;
  const save = useMutation({
    mutationFn: () => saveMapping({ integrationId, fileId }, toMapping(draft)),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['files', integrationId] });
      toast(t('mapping.saved'));
      props.onSaved();
    },
  });
  return (
    <footer className="space-y-3 border-t border-line px-4 py-4 sm:px-5">
      {save.isError && (
        <Notice tone="bad" isAlert>
          {problemText(save.error, t('problem.unknown'))}
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button
          look="primary"
          isBusy={save.isPending}
          disabled={!props.canSave}
          onClick={() => save.mutate()}
        >
          {t('mapping.save')}
        </Button>
        <p className="text-sm text-ink-3">{t('mapping.remember')}</p>
      </div>
    </footer>
  );
}
