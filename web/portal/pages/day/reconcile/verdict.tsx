import { Notice } from '../../../../ui/notice.tsx';
import type { Comparison } from '../../../api/reconciliation.ts';
import { useText } from '../../../i18n/use-text.ts';

/** How many figures were compared, and how many of them differ; what is not told counts as neither. */
export function Verdict({ comparisons }: { comparisons: readonly Comparison[] }) {
  const { t } = useText();
  const compared = comparisons.filter(({ differenceMinor }) => differenceMinor !== null);
  const differing = compared.filter(({ differenceMinor }) => differenceMinor !== 0);
  const counts = { compared: compared.length, count: differing.length };
  if (compared.length === 0) return <Notice>{t('reconcile.nothingCompared')}</Notice>;
  return (
    <Notice tone={differing.length === 0 ? 'good' : 'warn'}>
      {t(differing.length === 0 ? 'reconcile.same' : 'reconcile.differs', counts)}
    </Notice>
  );
}
