import { cx } from '../../ui/cx.ts';
import { useText } from '../i18n/use-text.ts';

/** An amount in tabular figures; unknown is a dash with words for a screen reader, never 0. */
export function Money(props: {
  minor: number | null | undefined;
  currency: string;
  look?: 'exact' | 'whole' | 'compact';
  isSigned?: boolean;
  className?: string;
  /** What a screen reader says of an unknown amount; that it is not there yet, by default. */
  noneText?: string;
}) {
  const { t, format } = useText();
  if (props.minor === null || props.minor === undefined) {
    return (
      <span className={cx('text-ink-3', props.className)}>
        <span aria-hidden>—</span>
        <span className="sr-only">{props.noneText ?? t('money.none')}</span>
      </span>
    );
  }
  return (
    <span className={cx('tnum whitespace-nowrap', props.className)}>
      {format.money(props.minor, props.currency, props.look, props.isSigned)}
    </span>
  );
}
