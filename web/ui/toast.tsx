import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { IconButton } from './button.tsx';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';

interface ToastMessage {
  id: number;
  tone: 'good' | 'bad';
  text: string;
  about: string | null;
}

/** `about` names what is spoken of, so that it can be taken away when that is over. */
type ShowToast = (text: string, tone?: ToastMessage['tone'], about?: string) => void;

const ToastContext = createContext<{ show: ShowToast; takeAway: (about: string) => void }>({
  show() {},
  takeAway() {},
});
const lifetimeMs = 6000;
const shownMax = 3;

/** Says that something has happened. Errors stay until they are closed. */
export const useToast = (): ShowToast => useContext(ToastContext).show;

/** Takes away what was said about something: it is tried again. */
export const useTakeToastsAway = () => useContext(ToastContext).takeAway;

export function ToastProvider(props: { children: ReactNode; closeLabel: string; label: string }) {
  const [toasts, setToasts] = useState<ToastMessage[]>([]);
  const dismiss = useCallback(
    (id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)),
    [],
  );
  const show = useMemo<ShowToast>(() => {
    let nextId = 1;
    return (text, tone = 'good', about) => {
      const id = nextId++;
      const toast = { id, tone, text, about: about ?? null };
      setToasts((shown) => [...shown, toast].slice(-shownMax));
      if (tone === 'good') setTimeout(() => dismiss(id), lifetimeMs);
    };
  }, [dismiss]);
  const takeAway = useCallback(
    (about: string) => setToasts((shown) => shown.filter((toast) => toast.about !== about)),
    [],
  );
  const value = useMemo(() => ({ show, takeAway }), [show, takeAway]);
  return (
    <ToastContext value={value}>
      {props.children}
      <section
        aria-label={props.label}
        aria-live="polite"
        className="pointer-events-none fixed inset-x-4 top-16 z-80 flex flex-col items-center gap-2 md:top-auto md:right-auto md:bottom-6 md:left-[16.5rem] md:items-start"
      >
        {toasts.map((toast) => (
          <div
            key={toast.id}
            className="pointer-events-auto flex w-full max-w-sm animate-[rise-in_.18s_ease-out] items-start gap-2.5 rounded-lg border border-line bg-surface py-2.5 pr-1.5 pl-3.5 shadow-float"
          >
            <Icon
              name={toast.tone === 'good' ? 'check' : 'warning'}
              className={cx('mt-0.5', toast.tone === 'good' ? 'text-good' : 'text-bad')}
            />
            <p className="min-w-0 flex-1 py-0.5 break-words">{toast.text}</p>
            <IconButton
              icon="close"
              size="sm"
              label={props.closeLabel}
              onClick={() => dismiss(toast.id)}
              className="-my-0.5"
            />
          </div>
        ))}
      </section>
    </ToastContext>
  );
}
