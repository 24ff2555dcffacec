import { useRouterState } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef } from 'react';

/** Takes the focus to the new page's content, so that a keyboard or a screen reader starts there. */
export function useFocusOnNavigation(content: RefObject<HTMLElement | null>): void {
  const pathname = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const previous = useRef<string | undefined>(undefined);
  useEffect(() => {
    const isFirst = previous.current === undefined;
    const isSame = previous.current === pathname;
    previous.current = pathname;
    if (isFirst || isSame || pathname === undefined) return;
    content.current?.focus({ preventScroll: true });
  }, [pathname, content]);
}
