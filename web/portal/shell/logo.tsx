/** The mark: a bridge over a line, and the name beside it. */
export function Logo(props: { isMarkOnly?: boolean }) {
  return (
    <span className="inline-flex items-center gap-2.5">
      <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden className="shrink-0">
        <rect width="32" height="32" rx="8" className="fill-accent" />
        <path
          d="M5 22h22M8 22v-6M24 22v-6M5 16c5 0 6-7 11-7s6 7 11 7M16 9v13"
          className="fill-none stroke-on-accent"
          strokeWidth="2.4"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span className={props.isMarkOnly ? 'sr-only' : 'text-md font-semibold tracking-tight'}>
        Tillbridge
      </span>
    </span>
  );
}
