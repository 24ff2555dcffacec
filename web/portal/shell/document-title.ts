import { useEffect } from 'react';
import { isolated } from '../../ui/isolated.ts';

/** Names the page in the browser's tab and for a screen reader. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${isolated(title)} · Tillbridge`;
  }, [title]);
}
