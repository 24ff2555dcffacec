import { useMutation } from '@tanstack/react-query';
import { Button } from '../../ui/button.tsx';
import { useToast } from '../../ui/toast.tsx';
import type { Download } from '../api/client.ts';
import { problemText } from '../api/problem.ts';
import { useText } from '../i18n/use-text.ts';
import { saveFile } from '../lib/save-file.ts';

/** Takes what is shown away as a file for a spreadsheet. */
export function ExportButton(props: { download: () => Promise<Download>; label?: string }) {
  const { t } = useText();
  const toast = useToast();
  const exporting = useMutation({
    mutationFn: props.download,
    onSuccess: saveFile,
    onError: (error) => toast(problemText(error, t('problem.unknown')), 'bad'),
  });
  return (
    <Button
      size="sm"
      icon="arrowDown"
      isBusy={exporting.isPending}
      onClick={() => exporting.mutate()}
    >
      {props.label ?? t('action.exportCsv')}
    </Button>
  );
}
