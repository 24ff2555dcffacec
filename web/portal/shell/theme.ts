import { useSyncExternalStore } from 'react';
import { readStored, writeStored } from '../lib/stored.ts';

export type Theme = 'system' | 'light' | 'dark';

const prefersDark = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function currentTheme(): Theme {
  const stored = readStored('theme');
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

function apply(): void {
  const theme = currentTheme();
  const isDark = theme === 'dark' || (theme === 'system' && prefersDark.matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
  const surface = getComputedStyle(document.documentElement).getPropertyValue('--c-bg');
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', surface.trim());
  for (const notify of listeners) notify();
}

/** Applies the remembered theme and follows the system while none is chosen. */
export function startTheme(): void {
  prefersDark.addEventListener('change', apply);
  apply();
}

export function setTheme(theme: Theme): void {
  writeStored('theme', theme === 'system' ? null : theme);
  apply();
}

export const useTheme = (): Theme =>
  useSyncExternalStore((notify) => {
    listeners.add(notify);
    return () => listeners.delete(notify);
  }, currentTheme);
