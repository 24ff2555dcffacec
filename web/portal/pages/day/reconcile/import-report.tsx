import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { Button } from '../../../../ui/button.tsx';
import { useToast } from '../../../../ui/toast.tsx';
import { problemText } from '../../../api/problem.ts';
import { type DayAt, readReportFile } from '../../../api/reconciliation.ts';
import { useText } from '../../../i18n/use-text.ts';
import type { ImportedReport } from './imported-rows.tsx';

const kinds = '.csv,.tsv,.txt,.xlsx,.xls';

/** Asks for a file with the till's report, and has it read; what it tells is looked over first. */
export function ImportReport(props: { at: DayAt; onRead: (imported: ImportedReport) => void }) {
  const { t } = useText();
  const toast = useToast();
  const input = useRef<HTMLInputElement>(null);
  const read = useMutation({
    mutationFn: (file: File) => readReportFile(props.at, file),
    onSuccess: (told, { name }) => props.onRead({ ...told, name }),
    onError: (error) => toast(problemText(error, t('problem.unknown')), 'bad'),
  });
  return (
    <>
      <Button size="sm" isBusy={read.isPending} onClick={() => input.current?.click()}>
        {t('reconcile.import')}
      </Button>
      <input
        ref={input}
        type="file"
        accept={kinds}
        hidden
        aria-label={t('reconcile.importFile')}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) read.mutate(file);
          // The same file may be chosen again.
          target.value = '';
        }}
      />
    </>
  );
}
