import { Notice } from '../../ui/notice.tsx';
import { useText } from '../i18n/use-text.ts';
import { useConnection } from '../live/connection.ts';

/** Says so when figures on the screen may be old because the server cannot be reached. */
export function ConnectionNotice() {
  const { t } = useText();
  const connection = useConnection();
  return (
    <div aria-live="polite">
      {connection === 'lost' && (
        <Notice tone="warn" className="rounded-none px-4 sm:px-6 md:px-8">
          {t('shell.connectionLost')}
        </Notice>
      )}
    </div>
  );
}
