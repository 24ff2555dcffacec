import { useId, useLayoutEffect, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useText } from '../i18n/use-text.ts';

/** Why a part of the portal is not there, and what can be done. */
export interface Trouble {
  /** The server has a new version, in which this part has another name. */
  isOutdated: boolean;
  mayReload: boolean;
  isTrying: boolean;
  onRetry: () => void;
}

/** `hasTitle`: what has happened stands above it. */
const useReason = (trouble: Trouble, hasTitle: boolean): string => {
  const { t } = useText();
  if (trouble.isOutdated) return t('part.outdated');
  return t(hasTitle ? 'part.check' : 'part.failed');
};

function Ways(props: Trouble & { size?: 'sm' }) {
  const { t } = useText();
  const { isOutdated, mayReload, isTrying, onRetry } = props;
  const size = props.size ?? 'md';
  return (
    <>
      {mayReload && (
        <Button
          size={size}
          look={isOutdated ? 'primary' : 'secondary'}
          onClick={() => window.location.reload()}
        >
          {t('part.reload')}
        </Button>
      )}
      {!isOutdated && (
        <Button size={size} look="primary" isBusy={isTrying} onClick={onRetry}>
          {t('action.tryAgain')}
        </Button>
      )}
    </>
  );
}

export function PlaceTrouble(props: Trouble) {
  const reason = useReason(props, false);
  return (
    <Notice
      tone="bad"
      isAlert
      action={
        <div className="-my-1 flex flex-wrap gap-2">
          <Ways {...props} size="sm" />
        </div>
      }
    >
      {reason}
    </Notice>
  );
}

export function PageTrouble(props: Trouble) {
  const { t } = useText();
  const reason = useReason(props, true);
  return (
    <div role="alert" className="mx-auto max-w-xl py-16">
      <EmptyState isPage icon="warning" title={t('part.page')} action={<Ways {...props} />}>
        {reason}
      </EmptyState>
    </div>
  );
}

/** The browser's own window: the portal's could be what is not there. */
export function WindowTrouble(props: Trouble & { onClose: () => void }) {
  const { t } = useText();
  const reason = useReason(props, true);
  const id = useId();
  const shown = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = shown.current;
    dialog?.showModal();
    // Closed and not merely taken away, or the focus would not go back to where it was.
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={shown}
      role="alertdialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-reason`}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      className="m-auto w-[min(440px,94vw)] rounded-xl border border-line bg-surface p-5 text-ink shadow-float backdrop:bg-overlay"
    >
      <h2 id={`${id}-title`} className="text-md font-semibold">
        {t('part.window')}
      </h2>
      <p id={`${id}-reason`} className="mt-1.5 text-ink-2">
        {reason}
      </p>
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <Button onClick={props.onClose}>{t('action.cancel')}</Button>
        <Ways {...props} />
      </div>
    </dialog>
  );
}
