import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { problemText } from '../api/problem.ts';
import { useText } from '../i18n/use-text.ts';

/** What a part of a page shows when its own question failed; the rest of the page stands. */
export function QueryProblem(props: { error: unknown; onRetry: () => void; className?: string }) {
  const { t } = useText();
  return (
    <Notice
      tone="bad"
      isAlert
      {...(props.className === undefined ? {} : { className: props.className })}
      action={
        <Button size="sm" onClick={props.onRetry} className="-my-1">
          {t('action.tryAgain')}
        </Button>
      }
    >
      {problemText(props.error, t('problem.unknown'))}
    </Notice>
  );
}
