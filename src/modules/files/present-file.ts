import type { FileQuestion, FileReading } from '#connectors/contract.ts';
import type { Language } from '#kernel/localized.ts';
import type { FileReason, SalesFileRecord } from './file.ts';
import type { FilePreview } from './preview-file.ts';

/** A file in a list of files. */
export function presentFile(file: SalesFileRecord, language: Language) {
  return {
    id: file.fileId,
    integrationId: file.integrationId,
    venueId: file.venueId,
    name: file.name,
    size: file.size,
    source: file.source,
    receivedAt: new Date(file.receivedAtMs).toISOString(),
    sentBy: file.actor.kind === 'system' ? null : file.actor.name,
    state: file.state,
    reason: presentReason(file.reason, language),
    duplicateOf: file.duplicateOf,
    result: file.result,
    warnings: file.warnings.map((warning) => warning[language]),
    settledAt: file.settledAtMs === null ? null : new Date(file.settledAtMs).toISOString(),
  };
}

/** A file with what a person needs to say what its columns mean. */
export function presentFileDetail(file: SalesFileRecord, language: Language) {
  return {
    ...presentFile(file, language),
    layout: file.layout,
    mapping: file.mapping,
    questions: presentQuestions(file.questions, language),
    rows: file.preview,
  };
}

const skippedShownMax = 20;

/** What a file would become with a mapping. */
export function presentPreview({ reading, rows }: FilePreview, language: Language) {
  const read = reading.kind === 'read' ? reading : null;
  const layout = reading.kind === 'unreadable' ? null : reading.layout;
  const mapping = reading.kind === 'unreadable' ? null : reading.mapping;
  const questions = reading.kind === 'ask' ? reading.questions : [];
  const hasSales = read !== null && read.orders.occurredAtMs.length > 0;
  return {
    ...{ kind: reading.kind, layout, mapping, rows },
    reason: presentReason(reasonOf(reading), language),
    questions: presentQuestions(questions, language),
    rowCount: read?.rowCount ?? null,
    firstDate: hasSales ? read.firstDate : null,
    lastDate: hasSales ? read.lastDate : null,
    skippedCount: read?.skipped.length ?? 0,
    skipped: (read?.skipped ?? []).slice(0, skippedShownMax).map(({ row, text, reason }) => ({
      ...{ row, text },
      reason: reason[language],
    })),
    warnings: (read?.warnings ?? []).map((warning) => warning[language]),
  };
}

function reasonOf(reading: FileReading): FileReason | null {
  if (reading.kind !== 'unreadable') return null;
  return { code: reading.code, message: reading.reason };
}

function presentReason(reason: FileReason | null, language: Language) {
  return reason === null ? null : { code: reason.code, message: reason.message[language] };
}

function presentQuestions(questions: readonly FileQuestion[], language: Language) {
  return questions.map((question) => ({ ...question, message: question.message[language] }));
}
