import { Notice } from '../../../ui/notice.tsx';
import type { FileColumn, FileQuestion } from '../../api/files.types.ts';
import { useText } from '../../i18n/use-text.ts';

/** What hinders reading, and what we only supposed, in the server's words. */
export function MappingQuestions(props: {
  missing: readonly FileQuestion[];
  supposed: readonly FileQuestion[];
  columns: readonly FileColumn[];
}) {
  const { t } = useText();
  return (
    <div aria-live="polite" className="space-y-3 empty:hidden">
      {props.missing.length > 0 && (
        <Notice tone="warn">
          <Questions title={t('mapping.missing')} {...props} questions={props.missing} />
        </Notice>
      )}
      {props.supposed.length > 0 && (
        <Notice>
          <Questions title={t('mapping.asked')} {...props} questions={props.supposed} />
        </Notice>
      )}
    </div>
  );
}

function Questions(props: {
  title: string;
  questions: readonly FileQuestion[];
  columns: readonly FileColumn[];
}) {
  const { t } = useText();
  return (
    <>
      <p className="font-semibold">{props.title}</p>
      <ul>
        {props.questions.map((question) => {
          // A question about kinds of rows names its column, whatever that was taken for.
          const supposed =
            question.role !== 'kind' &&
            props.columns.find(({ normalised }) => normalised === question.column);
          return (
            <li key={question.message}>
              {question.message} {supposed && t('mapping.guess', { column: supposed.header })}
            </li>
          );
        })}
      </ul>
    </>
  );
}
