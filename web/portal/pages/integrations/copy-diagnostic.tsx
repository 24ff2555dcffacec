import { useMutation } from '@tanstack/react-query';
import { Button } from '../../../ui/button.tsx';
import { useToast } from '../../../ui/toast.tsx';
import { get } from '../../api/client.ts';
import type { Page } from '../../api/company.types.ts';
import type { Integration, Run } from '../../api/integration.types.ts';
import { problemText } from '../../api/problem.ts';
import { useText } from '../../i18n/use-text.ts';
import { nowMs } from '../../lib/clock.ts';
import { diagnosticText } from './diagnostic-text.ts';

const runsCount = 10;

/** Puts what somebody who helps needs to know on the clipboard. No secret is in it. */
export function CopyDiagnostic(props: { integration: Integration; className?: string }) {
  const { t } = useText();
  const toast = useToast();
  const { integration } = props;
  const copy = useMutation({
    async mutationFn() {
      const path = `/api/v1/integrations/${integration.id}/runs`;
      const { items: runs } = await get<Page<Run>>(path, { limit: runsCount });
      const { origin } = window.location;
      await navigator.clipboard.writeText(
        diagnosticText({ integration, runs, nowMs: nowMs(), origin }),
      );
    },
    onSuccess: () => toast(t('diagnostic.copied')),
    onError: (error) => toast(problemText(error, t('diagnostic.failed')), 'bad'),
  });
  return (
    <Button
      size="sm"
      icon="copy"
      isBusy={copy.isPending}
      onClick={() => copy.mutate()}
      {...(props.className === undefined ? {} : { className: props.className })}
    >
      {t('diagnostic.copy')}
    </Button>
  );
}
