import { Notice } from '../../ui/notice.tsx';
import type { Venue } from '../api/company.types.ts';
import { useText } from '../i18n/use-text.ts';

/** Beside figures that may still be those of the day rule before; goes when all are computed anew. */
export function RecomputationNote(props: { venue: Venue; isNamed?: boolean; className?: string }) {
  const { t } = useText();
  const { venue, isNamed, className } = props;
  const { recomputation } = venue;
  if (recomputation === null || recomputation.state === 'done') return null;
  return (
    <Notice tone="warn" {...(className === undefined ? {} : { className })}>
      {isNamed && (
        <strong className="font-semibold">
          {venue.name}
          {t('colon')}
        </strong>
      )}
      {recomputation.state === 'failed'
        ? t('settings.recomputeFailed')
        : t('shell.recomputing', { percent: recomputation.percent })}
    </Notice>
  );
}
