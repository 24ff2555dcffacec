import type { Translate } from '../i18n/use-text.ts';
import type { Formats } from '../lib/format.ts';
import type { Lacking } from '../lib/lacking.ts';

type Words = { t: Translate; format: Formats };

const kinds = ['importing', 'missing', 'partial', 'unknown'] as const;

/** "3 days are missing and 1 day is partial"; empty where nothing lacks. */
export function tellLacking(lacking: Lacking, { t, format }: Words): string {
  const parts = kinds
    .filter((kind) => lacking[kind] > 0)
    .map((kind) => t(`lacking.${kind}`, { count: lacking[kind] }));
  return new Intl.ListFormat(format.locale, { type: 'conjunction' }).format(parts);
}

/** In the place of a percentage that would mislead: "not comparable: 3 days are missing in April 2026". */
export function tellHindrance(
  { month, lacking }: { month: string; lacking: Lacking },
  { t, format }: Words,
): string {
  const what = tellLacking(lacking, { t, format });
  const why = t('lacking.in', { what, month: format.month(month) });
  return t(lacking.importing > 0 ? 'sales.notComparableYet' : 'sales.notComparable', { why });
}
