import { ChoiceGroup } from '../../../ui/choice.tsx';
import { TextField } from '../../../ui/field.tsx';
import type { Provider } from '../../api/integration.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { nowMs } from '../../lib/clock.ts';
import { addDays, businessDateAt, salesDateFirst } from '../../lib/dates.ts';
import type { History } from './draft.ts';

const today = () => businessDateAt({ ms: nowMs(), timeZone: 'UTC', cutoff: '00:00' });

/** How far back the first import reaches. */
export function HistoryChoice(props: {
  provider: Provider;
  history: History;
  onChange: (history: History) => void;
}) {
  const { t } = useText();
  const { history, provider } = props;
  const value = history.kind === 'months' ? String(history.months) : 'since';
  return (
    <div>
      <ChoiceGroup
        legend={t('add.history')}
        value={value}
        onChange={(choice) =>
          props.onChange(
            choice === 'since'
              ? { kind: 'since', date: addDays(today(), -730) }
              : { kind: 'months', months: Number(choice) },
          )
        }
        choices={[
          ...provider.history.monthsChoices.map((months) => ({
            value: String(months),
            label: t('add.months', { count: months }),
          })),
          { value: 'since', label: t('add.since') },
        ]}
      />
      {history.kind === 'since' && (
        <TextField
          className="mt-3 max-w-52"
          label={t('add.sinceDate')}
          type="date"
          required
          max={today()}
          min={salesDateFirst}
          value={history.date}
          onChange={(event) => props.onChange({ kind: 'since', date: event.target.value })}
        />
      )}
      <p className="mt-1.5 text-xs text-ink-3">{t('add.historyHelp')}</p>
    </div>
  );
}
