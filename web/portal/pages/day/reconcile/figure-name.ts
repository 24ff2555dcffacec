import type { Comparison } from '../../../api/reconciliation.ts';
import type { Translate } from '../../../i18n/use-text.ts';

/** What a figure is called on the page; one without a name of its own is called as elsewhere. */
export function figureName(
  { dimension, name }: Pick<Comparison, 'dimension' | 'name'>,
  t: Translate,
): string {
  if (name !== '') return name;
  if (dimension === 'category') return t('uncategorised');
  return t(dimension === 'tender' ? 'day.notTold' : `reconcile.${dimension}`);
}
