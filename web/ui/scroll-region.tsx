import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';

/** Content that may scroll on its own; while it does, the keyboard can reach and scroll it too. */
export function ScrollRegion(props: {
  label: string;
  children: ReactNode;
  className?: string;
  /** A landmark of its own even while everything fits. */
  isAlwaysNamed?: boolean;
}) {
  const ref = useRef<HTMLElement>(null);
  const [isScrollable, setIsScrollable] = useState(false);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = () =>
      setIsScrollable(
        element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight,
      );
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);
  return (
    <section
      ref={ref}
      aria-label={isScrollable || props.isAlwaysNamed ? props.label : undefined}
      tabIndex={isScrollable ? 0 : undefined}
      className={`overflow-auto ${props.className ?? ''}`}
    >
      {props.children}
    </section>
  );
}
