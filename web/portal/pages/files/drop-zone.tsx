import { useEffect, useRef, useState } from 'react';
import { cx } from '../../../ui/cx.ts';
import { Icon } from '../../../ui/icon.tsx';
import { useText } from '../../i18n/use-text.ts';
import { fileBytesMax, sizeText } from './file-size.ts';

const kinds = '.csv,.tsv,.txt,.xlsx,.xls,.zip';

/** A button that asks for files; files may also be dropped on it, or anywhere on the page. */
export function DropZone(props: { onFiles: (files: File[]) => void }) {
  const { t, format } = useText();
  const { onFiles } = props;
  const input = useRef<HTMLInputElement>(null);
  const isDragged = useDroppedFiles(onFiles);
  return (
    <>
      <button
        type="button"
        onClick={() => input.current?.click()}
        className={cx(
          'flex min-h-32 w-full flex-col items-center justify-center gap-1 rounded-lg border-2 border-dashed px-4 py-6 text-center transition-colors',
          isDragged
            ? 'border-accent bg-accent-soft'
            : 'border-line-strong bg-sunken/60 hover:border-accent hover:bg-accent-soft',
        )}
      >
        <span className="flex items-center gap-2 font-medium text-accent">
          <Icon name="arrowUp" size={17} />
          {t(isDragged ? 'files.drop' : 'files.choose')}
        </span>
        <span className="text-sm text-ink-2">
          {t('files.kinds', { size: sizeText(fileBytesMax, format.locale) })}
        </span>
      </button>
      <input
        ref={input}
        type="file"
        multiple
        accept={kinds}
        hidden
        aria-label={t('files.upload')}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          // The same file may be chosen again.
          target.value = '';
        }}
      />
    </>
  );
}

/** Takes files dropped anywhere: beside the zone the browser would open them and leave the page. */
function useDroppedFiles(onFiles: (files: File[]) => void): boolean {
  const [isDragged, setIsDragged] = useState(false);
  const latest = useRef(onFiles);
  latest.current = onFiles;
  useEffect(() => {
    const stop = new AbortController();
    const listen = (name: 'dragover' | 'dragleave' | 'drop', on: (event: DragEvent) => void) =>
      window.addEventListener(name, on, { signal: stop.signal });
    listen('dragover', (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setIsDragged(true);
    });
    listen('dragleave', ({ relatedTarget }) => {
      if (relatedTarget === null) setIsDragged(false);
    });
    listen('drop', (event) => {
      setIsDragged(false);
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      latest.current([...event.dataTransfer.files]);
    });
    return () => stop.abort();
  }, []);
  return isDragged;
}
