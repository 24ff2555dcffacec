import { AlertDialog, Dialog as Radix } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { Button, IconButton } from './button.tsx';
import { cx } from './cx.ts';

const overlay = 'fixed inset-0 z-50 bg-overlay animate-[fade-in_.15s]';
const panel = cx(
  'fixed z-50 flex flex-col bg-surface shadow-float outline-none',
  'inset-x-0 bottom-0 max-h-[92dvh] rounded-t-xl animate-[sheet-in_.2s_ease-out]',
);

/** A window over the page; on a phone it rises from the bottom. `side` pins it to the right edge. */
export function Dialog(props: {
  isOpen: boolean;
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  closeLabel: string;
  children: ReactNode;
  footer?: ReactNode;
  kind?: 'center' | 'side';
}) {
  const isSide = props.kind === 'side';
  const opener = useRef<Element | null>(null);
  return (
    <Radix.Root open={props.isOpen} onOpenChange={(isOpen) => !isOpen && props.onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={overlay} />
        <Radix.Content
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            // Nobody says which button opened it, so the focus goes back to where it was.
            if (!(opener.current instanceof HTMLElement) || !opener.current.isConnected) return;
            event.preventDefault();
            opener.current.focus();
          }}
          onEscapeKeyDown={(event) => {
            // The first Escape closes an open list inside, the next one the window.
            if (document.querySelector('[role="combobox"][aria-expanded="true"]'))
              event.preventDefault();
          }}
          className={cx(
            panel,
            isSide
              ? 'sm:inset-y-0 sm:right-0 sm:left-auto sm:max-h-none sm:w-[min(560px,94vw)] sm:rounded-none sm:border-l sm:border-line sm:animate-[slide-in_.2s_ease-out]'
              : 'sm:inset-x-auto sm:top-[10vh] sm:bottom-auto sm:left-1/2 sm:max-h-[80vh] sm:w-[min(560px,94vw)] sm:-translate-x-1/2 sm:rounded-xl sm:border sm:border-line sm:animate-[fade-in_.15s]',
          )}
        >
          <header className="flex items-start justify-between gap-4 px-5 pt-4 pb-3">
            <div className="min-w-0">
              <Radix.Title className="text-md font-semibold">{props.title}</Radix.Title>
              <Radix.Description
                className={props.description ? 'mt-0.5 text-sm text-ink-2' : 'sr-only'}
              >
                {props.description ?? props.title}
              </Radix.Description>
            </div>
            <Radix.Close asChild>
              <IconButton icon="close" label={props.closeLabel} size="sm" className="-mr-1.5" />
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 pb-5">
            {props.children}
          </div>
          {props.footer && (
            <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
              {props.footer}
            </footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Asks before something that cannot be taken back lightly. */
export function ConfirmDialog(props: {
  isOpen: boolean;
  title: string;
  children: ReactNode;
  confirmLabel: string;
  cancelLabel: string;
  isBusy?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}) {
  return (
    <AlertDialog.Root open={props.isOpen} onOpenChange={(isOpen) => !isOpen && props.onCancel()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={overlay} />
        <AlertDialog.Content
          className={cx(
            panel,
            'p-5 sm:inset-x-auto sm:top-[18vh] sm:bottom-auto sm:left-1/2 sm:w-[min(440px,94vw)] sm:-translate-x-1/2 sm:rounded-xl sm:border sm:border-line sm:animate-[fade-in_.15s]',
          )}
        >
          <AlertDialog.Title className="text-md font-semibold">{props.title}</AlertDialog.Title>
          <AlertDialog.Description asChild>
            <div className="mt-1.5 text-ink-2">{props.children}</div>
          </AlertDialog.Description>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button>{props.cancelLabel}</Button>
            </AlertDialog.Cancel>
            <Button look="primary" isBusy={props.isBusy === true} onClick={props.onConfirm}>
              {props.confirmLabel}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
