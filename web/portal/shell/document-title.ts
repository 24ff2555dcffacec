import { useEffect } from 'react';

/** Names the page in the browser's tab and for a screen reader. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Tillbridge`;
  }, [title]);
}
