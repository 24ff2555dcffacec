import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

const gapPx = 4;
const heightMaxPx = 340;

/** Below the button, or above it where there is more room; never wider than the window. */
function place(list: HTMLElement, trigger: HTMLElement): void {
  const box = trigger.getBoundingClientRect();
  const below = innerHeight - box.bottom - 2 * gapPx;
  const above = box.top - 2 * gapPx;
  const isAbove = below < Math.min(heightMaxPx, list.scrollHeight) && above > below;
  const heightPx = Math.min(heightMaxPx, isAbove ? above : below);
  Object.assign(list.style, {
    left: `${box.left}px`,
    width: `${box.width}px`,
    maxHeight: `${heightPx}px`,
    top: isAbove ? 'auto' : `${box.bottom + gapPx}px`,
    bottom: isAbove ? `${innerHeight - box.top + gapPx}px` : 'auto',
  });
}

/**
 * Shows a list over everything else, even over a dialog that would clip it, and closes it when
 * something outside is pressed or the page scrolls away under it.
 */
export function useDropDown(of: {
  isOpen: boolean;
  activeIndex: number;
  close: () => void;
  trigger: RefObject<HTMLElement | null>;
}): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  const { isOpen, activeIndex, close, trigger } = of;
  useLayoutEffect(() => {
    if (!isOpen || list.current === null || trigger.current === null) return;
    list.current.showPopover();
    place(list.current, trigger.current);
  }, [isOpen, trigger]);
  useEffect(() => {
    if (isOpen) list.current?.children[activeIndex]?.scrollIntoView({ block: 'nearest' });
  }, [isOpen, activeIndex]);
  useEffect(() => {
    if (!isOpen) return;
    const isInside = (target: EventTarget | null) =>
      target instanceof Node &&
      (list.current?.contains(target) === true || trigger.current?.contains(target) === true);
    const onOutside = (event: Event) => {
      if (!isInside(event.target)) close();
    };
    document.addEventListener('pointerdown', onOutside, true);
    document.addEventListener('scroll', onOutside, true);
    addEventListener('resize', close);
    return () => {
      document.removeEventListener('pointerdown', onOutside, true);
      document.removeEventListener('scroll', onOutside, true);
      removeEventListener('resize', close);
    };
  }, [isOpen, close, trigger]);
  return list;
}
