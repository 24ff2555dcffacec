import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { useText } from '../i18n/use-text.ts';
import { changeRatio } from '../lib/compare.ts';

/** How a figure moved: arrow, sign and colour say the same thing. Nothing where it would mislead. */
export function Delta(props: {
  now: number | null | undefined;
  before: number | null | undefined;
  className?: string;
}) {
  const { format } = useText();
  const ratio = changeRatio(props.now, props.before);
  if (ratio === null) return null;
  const isFlat = Math.abs(ratio) < 0.0005;
  return (
    <span
      className={cx(
        'tnum inline-flex items-baseline gap-0.5 font-medium whitespace-nowrap',
        isFlat ? 'text-ink-3' : ratio > 0 ? 'text-good' : 'text-bad',
        props.className,
      )}
    >
      {!isFlat && (
        <Icon name={ratio > 0 ? 'arrowUp' : 'arrowDown'} size={13} className="self-center" />
      )}
      {format.change(ratio)}
    </span>
  );
}
