import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { Button, buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { problemText } from '../api/problem.ts';
import { useText } from '../i18n/use-text.ts';
import { useDocumentTitle } from './document-title.ts';

/** The whole screen where there is no page around it. */
export const NotFoundScreen = () => (
  <main>
    <NotFound />
  </main>
);

/** What stands in the place of a page that does not exist. */
export function NotFound() {
  const { t } = useText();
  useDocumentTitle(t('notFound.title'));
  return (
    <div className="mx-auto max-w-xl py-16">
      <EmptyState
        isPage
        icon="search"
        title={t('notFound.title')}
        action={
          <Link to="/" className={buttonClass('primary')}>
            {t('notFound.action')}
          </Link>
        }
      >
        {t('notFound.text')}
      </EmptyState>
    </div>
  );
}

/** A page that could not be read: the server's sentence and a way to try again. */
export function PageProblem(props: ErrorComponentProps) {
  const { t } = useText();
  const router = useRouter();
  return (
    <div role="alert" className="mx-auto max-w-xl py-16">
      <EmptyState
        isPage
        icon="warning"
        title={t('problem.title')}
        action={
          <Button
            look="primary"
            icon="refresh"
            onClick={() => {
              props.reset();
              void router.invalidate();
            }}
          >
            {t('action.tryAgain')}
          </Button>
        }
      >
        {problemText(props.error, t('problem.unknown'))}
      </EmptyState>
    </div>
  );
}

export function PageWaiting() {
  const { t } = useText();
  return (
    <div role="status" aria-label={t('state.loading')} className="space-y-4">
      <Skeleton className="h-8 w-56" />
      <Skeleton className="h-28 w-full" />
      <Skeleton className="h-72 w-full" />
    </div>
  );
}
