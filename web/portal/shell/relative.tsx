import { useEffect, useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { nowMs } from '../lib/clock.ts';
import { relativeTime } from '../lib/relative-time.ts';

const tickMs = 30_000;

/** The time, renewed twice a minute while something on the screen is relative to it. */
export function useNow(): number {
  const [now, setNow] = useState(nowMs);
  useEffect(() => {
    const timer = setInterval(() => setNow(nowMs()), tickMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** "3 minutes ago", with the full instant on hover and for machines. */
export function Relative(props: { at: string | null | undefined; timeZone?: string | undefined }) {
  const { t, format } = useText();
  const now = useNow();
  if (!props.at) return <span className="text-ink-3">{t('state.never')}</span>;
  return (
    <time dateTime={props.at} title={format.instantFull(props.at, props.timeZone)}>
      {relativeTime({ iso: props.at, nowMs: now, locale: format.locale })}
    </time>
  );
}

/** Relative time with the venue's wall time below it. */
export function RelativeWithWall(props: { at: string | null; timeZone: string }) {
  const { format } = useText();
  return (
    <>
      <span className="block first-letter:uppercase">
        <Relative at={props.at} timeZone={props.timeZone} />
      </span>
      {props.at && (
        <span className="tnum block text-xs text-ink-3">
          {format.instant(props.at, props.timeZone)}
        </span>
      )}
    </>
  );
}
