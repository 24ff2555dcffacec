import { cx } from '../../ui/cx.ts';
import type { IntegrationStatus } from '../api/integration.types.ts';

/** Each status has its own shape, so that colour is never the only difference. */
export function StatusMark(props: { status: IntegrationStatus; className?: string }) {
  const line = {
    fill: 'none',
    stroke: 'currentColor',
    strokeWidth: 1.7,
    strokeLinecap: 'round',
  } as const;
  return (
    <svg
      viewBox="0 0 12 12"
      width="12"
      height="12"
      aria-hidden
      className={cx('shrink-0', props.className)}
    >
      {props.status === 'Healthy' && <circle cx="6" cy="6" r="4.2" fill="currentColor" />}
      {props.status === 'Initializing' && (
        <>
          <circle cx="6" cy="6" r="4.4" {...line} strokeDasharray="2.6 2" />
          <circle
            cx="6"
            cy="6"
            r="1.8"
            fill="currentColor"
            className="animate-[pulse-dot_1.8s_infinite]"
          />
        </>
      )}
      {props.status === 'Failed' && (
        <>
          <path d="M6 1 11.3 10.6H.7z" fill="currentColor" />
          <path d="M6 4.7v2.4M6 8.8v.1" stroke="var(--c-warn-soft)" strokeWidth="1.3" />
        </>
      )}
      {props.status === 'CalledOff' && (
        <rect x="2" y="2" width="8" height="8" rx="1.6" fill="currentColor" />
      )}
    </svg>
  );
}
