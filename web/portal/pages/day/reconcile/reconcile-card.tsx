import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { SkeletonLines } from '../../../../ui/skeleton.tsx';
import { reconciliationQuery } from '../../../api/reconciliation.ts';
import { useText } from '../../../i18n/use-text.ts';
import { QueryProblem } from '../../../shell/query-problem.tsx';
import { useCurrentVenue, useMay } from '../../../shell/session.ts';
import type { DayFigures } from '../day-figures.ts';
import { Adjustments } from './adjustments.tsx';
import { Approval } from './approval.tsx';
import { Comparisons } from './comparisons.tsx';
import { ImportReport } from './import-report.tsx';
import type { ImportedReport } from './imported-rows.tsx';
import { ReportDialog } from './report-dialog.tsx';
import { Verdict } from './verdict.tsx';

/** What people say of a day: the till's own report, the approval, adjustments by hand. */
export function ReconcileCard({ venueId, day, currency }: DayFigures) {
  const { t } = useText();
  const mayWrite = useMay('sales:write');
  const venue = useCurrentVenue();
  const [typing, setTyping] = useState<{ imported: ImportedReport | null } | null>(null);
  const at = { venueId, businessDate: day.businessDate };
  const query = useQuery(reconciliationQuery(at));
  const known = query.data;
  const mayChange = mayWrite && known !== undefined && known.approval === null;
  return (
    <Card
      title={t('reconcile.title')}
      hint={t('reconcile.hint')}
      actions={
        mayChange && (
          <div className="flex flex-wrap gap-2">
            <ImportReport at={at} onRead={(imported) => setTyping({ imported })} />
            <Button size="sm" onClick={() => setTyping({ imported: null })}>
              {t(known.report ? 'reconcile.edit' : 'reconcile.enter')}
            </Button>
          </div>
        )
      }
    >
      {query.isPending && <SkeletonLines count={3} label={t('state.loading')} />}
      {query.isError && <QueryProblem error={query.error} onRetry={() => void query.refetch()} />}
      {known && (
        <div className="space-y-5">
          {known.report === null && <p className="text-sm text-ink-2">{t('reconcile.empty')}</p>}
          {known.comparisons.length > 0 && (
            <>
              <Verdict comparisons={known.comparisons} currency={currency} />
              <Comparisons comparisons={known.comparisons} currency={currency} />
            </>
          )}
          <Approval
            at={at}
            reconciliation={known}
            mayWrite={mayWrite}
            timeZone={venue?.timeZone ?? 'UTC'}
          />
          <Adjustments
            day={day}
            at={at}
            currency={currency}
            reconciliation={known}
            mayWrite={mayChange}
          />
        </div>
      )}
      {typing && known && (
        <ReportDialog
          venueId={venueId}
          day={day}
          currency={currency}
          report={known.report}
          imported={typing.imported}
          onClose={() => setTyping(null)}
        />
      )}
    </Card>
  );
}
