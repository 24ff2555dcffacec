import type { ReactNode } from 'react';

/** Content that scrolls on its own; the keyboard can reach and scroll it too. */
export function ScrollRegion(props: { label: string; children: ReactNode; className?: string }) {
  return (
    <section
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the keyboard could not scroll
      tabIndex={0}
      className={`overflow-auto ${props.className ?? ''}`}
    >
      {props.children}
    </section>
  );
}
