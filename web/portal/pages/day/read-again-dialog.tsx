import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { SkeletonLines } from '../../../ui/skeleton.tsx';
import { useToast } from '../../../ui/toast.tsx';
import type { DateRange } from '../../api/actions.ts';
import type { Integration, Provider } from '../../api/integration.types.ts';
import { problemText } from '../../api/problem.ts';
import { integrationsQuery, providersQuery } from '../../api/queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { daysBetween } from '../../lib/dates.ts';
import { QueryProblem } from '../../shell/query-problem.tsx';
import { sentKind } from '../integrations/use-provider.ts';
import type { Outcome, Preview } from './ask-tills.ts';
import { hasChange } from './has-change.ts';
import { PreviewEntry } from './preview-entry.tsx';
import { RangeFields } from './range-fields.tsx';
import { SentEntry } from './sent-entry.tsx';
import { useReadAgain } from './use-read-again.ts';

interface Asked {
  venueId: string;
  currency: string;
  /** The day that is looked at, asked about at once; or the days proposed, to be chosen first. */
  days: { date: string } | { proposed: DateRange; today: string };
  /** One integration alone; all of the venue when absent. */
  integrationId?: string;
  onClose: () => void;
}

/** Asks the tills about days again: first what would change, then, if wanted, for good. */
export function ReadAgainDialog(props: Asked) {
  const { t, format } = useText();
  const { venueId, integrationId, days } = props;
  const integrations = useQuery(integrationsQuery(venueId, true));
  const providers = useQuery(providersQuery());
  const broken = [integrations, providers].find((query) => query.isError);
  const chosen = integrations.data?.filter(
    ({ id }) => integrationId === undefined || id === integrationId,
  );
  if (chosen && providers.data && (chosen.length > 0 || 'date' in days)) {
    return <Body {...props} integrations={chosen} providers={providers.data} />;
  }
  return (
    <Dialog
      isOpen
      onClose={props.onClose}
      closeLabel={t('action.close')}
      title={
        'date' in days
          ? t('readAgain.title', { date: format.date(days.date) })
          : t('readAgain.rangeTitle')
      }
    >
      {broken?.error ? (
        <QueryProblem error={broken.error} onRetry={() => void broken.refetch()} />
      ) : chosen?.length === 0 ? (
        <Notice>{t('sales.noTill')}</Notice>
      ) : (
        <SkeletonLines count={2} label={t('state.loading')} />
      )}
    </Dialog>
  );
}

/** The API takes no more at once. */
const daysMax = 400;

function Body(
  props: Asked & { integrations: readonly Integration[]; providers: readonly Provider[] },
) {
  const { t, format } = useText();
  const toast = useToast();
  const { days, integrations, venueId } = props;
  const kindOf = ({ provider }: Integration) =>
    sentKind(props.providers.find(({ id }) => id === provider));
  const asked = integrations.filter((each) => kindOf(each) === null);
  const sent = integrations.filter((each) => kindOf(each) !== null);
  const isOneDay = 'date' in days;
  const [range, setRange] = useState<DateRange>(
    isOneDay ? { from: days.date, to: days.date } : days.proposed,
  );
  const { preview, store, progress } = useReadAgain({
    ...{ venueId, integrations: asked },
    onStored(outcome) {
      toast(t('readAgain.done', countsOf(outcome)));
      props.onClose();
    },
  });
  const { mutate: ask } = preview;
  const hasTill = asked.length > 0;
  // A day that is looked at is asked about at once.
  const askedDate = isOneDay && hasTill ? days.date : null;
  useEffect(() => {
    if (askedDate !== null) ask({ from: askedDate, to: askedDate });
  }, [ask, askedDate]);
  const isValid = range.from !== '' && range.from <= range.to && spanOf(range) <= daysMax;
  const isPreviewed = preview.isSuccess && isSame(preview.variables, range);
  return (
    <Dialog
      isOpen
      onClose={props.onClose}
      closeLabel={t('action.close')}
      title={
        isOneDay
          ? t('readAgain.title', { date: format.date(days.date) })
          : t('readAgain.rangeTitle')
      }
      description={t(
        !hasTill ? 'readAgain.textSent' : isOneDay ? 'readAgain.text' : 'readAgain.rangeText',
      )}
      footer={
        <>
          <Button onClick={props.onClose}>
            {t(hasTill && !store.isPending ? 'action.cancel' : 'action.close')}
          </Button>
          {hasTill && (
            <Steps
              {...{ preview, store, range, isOneDay, isPreviewed }}
              isValid={isValid && !store.isPending}
            />
          )}
        </>
      }
    >
      <div className="space-y-4">
        {!isOneDay && (
          <RangeFields
            range={range}
            today={days.today}
            daysMax={daysMax}
            isDisabled={preview.isPending || store.isPending}
            onChange={setRange}
          />
        )}
        <div aria-live="polite" className="space-y-3 empty:hidden">
          {preview.isPending && <Asking progress={progress} />}
          {preview.isError && <QueryProblem error={preview.error} onRetry={() => ask(range)} />}
          {isPreviewed && <Previews {...props} isOneDay={isOneDay} entries={preview.data} />}
          <Storing {...store} />
        </div>
        {sent.map((each) => (
          <SentEntry key={each.id} integration={each} kind={kindOf(each) ?? 'file'} range={range} />
        ))}
      </div>
    </Dialog>
  );
}

type Reading = Pick<ReturnType<typeof useReadAgain>, 'preview' | 'store'>;

/** First the preview, then what it shows for good. */
function Steps(
  props: Reading & {
    range: DateRange;
    isOneDay: boolean;
    isPreviewed: boolean;
    isValid: boolean;
  },
) {
  const { t } = useText();
  const { preview, store, range, isOneDay, isPreviewed } = props;
  const would = isPreviewed ? (preview.data ?? []) : [];
  const canStore = would.some((entry) => hasChange(entry.preview));
  return (
    <>
      {!isOneDay && (
        <Button
          look={canStore ? 'secondary' : 'primary'}
          disabled={!props.isValid}
          isBusy={preview.isPending}
          onClick={() => preview.mutate(range)}
        >
          {t('readAgain.preview')}
        </Button>
      )}
      {(isOneDay || isPreviewed) && (
        <Button
          look="primary"
          disabled={!canStore}
          isBusy={store.isPending}
          onClick={() => store.mutate(range)}
        >
          {t(isOneDay ? 'readAgain.store' : 'readAgain.apply')}
        </Button>
      )}
    </>
  );
}

const spanOf = ({ from, to }: DateRange): number => daysBetween(from, to) + 1;
const isSame = (one: DateRange | undefined, other: DateRange): boolean =>
  one?.from === other.from && one.to === other.to;
const countsOf = ({ added, changed, gone }: Outcome) => ({ added, changed, gone });

function Asking(props: { progress: { done: number; total: number } | null }) {
  const { t, format } = useText();
  const { done = 0, total = 1 } = props.progress ?? {};
  if (total <= 1) return <SkeletonLines count={2} label={t('add.verifying')} />;
  const text = t('readAgain.asking', { percent: format.percent(done / total) });
  return (
    <div className="space-y-1.5">
      <Progress percent={(done / total) * 100} label={t('add.verifying')} text={text} />
      <p className="tnum text-sm text-ink-2">{text}</p>
    </div>
  );
}

function Previews(props: Asked & { isOneDay: boolean; entries: readonly Preview[] }) {
  return props.entries.map((entry) => (
    <PreviewEntry
      key={entry.integration.id}
      {...entry}
      currency={props.currency}
      venueId={props.venueId}
      isOneDay={props.isOneDay}
    />
  ));
}

/** Storing goes on without the window, so it may be closed. */
function Storing(props: { isPending: boolean; error: unknown; data: Outcome | undefined }) {
  const { t } = useText();
  const problems = props.data?.problems ?? [];
  if (props.isPending) return <Notice>{t('readAgain.storing')}</Notice>;
  if (props.error) {
    return (
      <Notice tone="bad" isAlert>
        {problemText(props.error, t('problem.unknown'))}
      </Notice>
    );
  }
  return problems.map((problem) => (
    <Notice key={problem} tone="bad" isAlert>
      {problem}
    </Notice>
  ));
}
