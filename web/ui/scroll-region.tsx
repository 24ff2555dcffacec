import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** Content that may scroll on its own; while it does, the keyboard can reach and scroll it too. */
export function ScrollRegion(props: {
  label: string;
  children: ReactNode;
  className?: string;
  /** A landmark of its own, also while everything fits. */
  isLandmark?: boolean;
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
  const region = {
    'aria-label': isScrollable || props.isLandmark ? props.label : undefined,
    tabIndex: isScrollable ? 0 : undefined,
    className: `overflow-auto ${props.className ?? ''}`,
    children: props.children,
  };
  if (props.isLandmark) return <section ref={ref} {...region} />;
  return (
    <div
      ref={ref as RefObject<HTMLDivElement | null>}
      role={isScrollable ? 'group' : undefined}
      {...region}
    />
  );
}
