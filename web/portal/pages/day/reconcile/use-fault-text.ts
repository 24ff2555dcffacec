import { useText } from '../../../i18n/use-text.ts';
import { typedMinorMax } from '../../../lib/typed-money.ts';
import type { DraftFault } from './report-draft.ts';

/** Says at a field what is wrong with it; undefined while nothing is. */
export function useFaultText(
  currency: string,
): (fault: DraftFault | undefined) => string | undefined {
  const { t, format } = useText();
  return (fault) => {
    if (fault === undefined) return undefined;
    if (fault !== 'tooLarge') return t(`reconcile.${fault}`);
    return t('reconcile.tooLarge', { most: format.money(typedMinorMax, currency, 'whole') });
  };
}
