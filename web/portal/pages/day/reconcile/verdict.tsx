import { Notice } from '../../../../ui/notice.tsx';
import type { Comparison } from '../../../api/reconciliation.ts';
import { useText } from '../../../i18n/use-text.ts';

/**
 * How many figures were compared, and how many of them differ; what is not told counts as neither.
 * Where somebody added amounts by hand, it says what the till's net is compared with.
 */
export function Verdict(props: { comparisons: readonly Comparison[]; currency: string }) {
  const { t, format } = useText();
  const { comparisons, currency } = props;
  const compared = comparisons.filter(({ differenceMinor }) => differenceMinor !== null);
  const differing = compared.filter(({ differenceMinor }) => differenceMinor !== 0);
  const counts = { compared: compared.length, count: differing.length };
  if (compared.length === 0) return <Notice>{t('reconcile.nothingCompared')}</Notice>;
  const net = compared.find(({ dimension }) => dimension === 'net');
  return (
    <Notice tone={differing.length === 0 ? 'good' : 'warn'}>
      {t(differing.length === 0 ? 'reconcile.same' : 'reconcile.differs', counts)}
      {net !== undefined && net.adjustmentsMinor !== 0 && (
        <span className="block">
          {t('reconcile.netCounted', {
            till: format.money(net.tillMinor ?? 0, currency),
            ours: format.money(net.oursMinor ?? 0, currency),
            adjustments: format.money(net.adjustmentsMinor, currency, 'exact', true),
          })}
        </span>
      )}
    </Notice>
  );
}
