import { Skeleton } from '../../../ui/skeleton.tsx';
import { useText } from '../../i18n/use-text.ts';

export function MonthSkeleton() {
  const { t } = useText();
  return (
    <div role="status" aria-label={t('state.loading')} className="space-y-5">
      <Skeleton className="h-24 w-full rounded-lg" />
      <Skeleton className="h-[34rem] w-full rounded-lg" />
    </div>
  );
}
