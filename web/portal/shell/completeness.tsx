import { cx } from '../../ui/cx.ts';
import { Pill, type Tone } from '../../ui/pill.tsx';
import type { Completeness } from '../api/sales.types.ts';
import { useText } from '../i18n/use-text.ts';

/** What a day can be on the screen; `unknown`: no till was to be read then. */
export type ShownCompleteness = Completeness | 'unknown';

/** What a day that has begun can be; the days ahead bear no mark. */
const marked: readonly Completeness[] = [
  'complete',
  'open',
  'partial',
  'missing',
  'no_sales',
  'suspicious',
];

const tones: Record<ShownCompleteness, Tone> = {
  complete: 'good',
  open: 'accent',
  partial: 'warn',
  missing: 'warn',
  no_sales: 'neutral',
  suspicious: 'bad',
  future: 'neutral',
  unknown: 'neutral',
};

const colours: Record<ShownCompleteness, string> = {
  complete: 'text-good',
  open: 'text-accent',
  partial: 'text-warn',
  missing: 'text-ink-3',
  no_sales: 'text-ink-3',
  suspicious: 'text-bad',
  future: 'text-ink-3',
  unknown: 'text-ink-3',
};

function MarkShape(props: { completeness: ShownCompleteness }) {
  const line = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.6 };
  switch (props.completeness) {
    case 'complete':
      return <circle cx="6" cy="6" r="4.5" fill="currentColor" />;
    case 'open':
      return (
        <>
          <circle cx="6" cy="6" r="4.6" {...line} />
          <circle cx="6" cy="6" r="1.9" fill="currentColor" />
        </>
      );
    case 'partial':
      return (
        <>
          <circle cx="6" cy="6" r="4.6" {...line} />
          <path d="M6 1.400a4.6 4.6 0 0 1 0 9.200z" fill="currentColor" />
        </>
      );
    case 'missing':
      return <circle cx="6" cy="6" r="4.6" {...line} strokeDasharray="2.2 2.1" />;
    case 'unknown':
      return null;
    case 'no_sales':
      return <path d="M2 6h8" {...line} strokeWidth={2} strokeLinecap="round" />;
    case 'future':
      return <path d="M2.500 6h7M6.500 3l3 3-3 3" {...line} strokeLinecap="round" />;
    case 'suspicious':
      return (
        <>
          <path d="M6 1 11.3 10.600H.700z" fill="currentColor" />
          <path d="M6 4.600v2.600M6 8.700v.1" stroke="var(--c-surface)" strokeWidth="1.3" />
        </>
      );
  }
}

/** The shape alone; its word must stand near or be given as `label`. */
export function CompletenessMark(props: { completeness: ShownCompleteness; className?: string }) {
  return (
    <svg
      viewBox="0 0 12 12"
      width="12"
      height="12"
      aria-hidden
      className={cx('shrink-0', colours[props.completeness], props.className)}
    >
      <MarkShape completeness={props.completeness} />
    </svg>
  );
}

export function CompletenessPill(props: { completeness: ShownCompleteness }) {
  const { t } = useText();
  return (
    <Pill tone={tones[props.completeness]}>
      {props.completeness !== 'unknown' && <CompletenessMark completeness={props.completeness} />}
      {t(`completeness.${props.completeness}`)}
    </Pill>
  );
}

/** Every shape with its word. */
export function CompletenessLegend() {
  const { t } = useText();
  return (
    <ul
      aria-label={t('sales.legend')}
      className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-2"
    >
      {marked.map((completeness) => (
        <li key={completeness} className="flex items-center gap-1.5">
          <CompletenessMark completeness={completeness} />
          {t(`completeness.${completeness}`)}
        </li>
      ))}
      <li className="flex items-center gap-1.5">
        <RestatedMark />
        {t('sales.restated')}
      </li>
    </ul>
  );
}

/** A day whose stored figures changed after they were first seen. */
export function RestatedMark(props: { className?: string }) {
  return (
    <svg
      viewBox="0 0 12 12"
      width="12"
      height="12"
      aria-hidden
      className={cx('shrink-0 text-accent', props.className)}
    >
      <path
        d="M2.2 6a3.8 3.8 0 1 0 1.2-2.800M2 1.700v2.100h2.1"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
