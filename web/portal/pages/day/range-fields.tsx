import { TextField } from '../../../ui/field.tsx';
import type { DateRange } from '../../api/actions.ts';
import { useText } from '../../i18n/use-text.ts';
import { daysBetween, salesDateFirst } from '../../lib/dates.ts';

/** First and last of the days to be read again. */
export function RangeFields(props: {
  range: DateRange;
  today: string;
  daysMax: number;
  isDisabled: boolean;
  onChange: (range: DateRange) => void;
}) {
  const { t } = useText();
  const { range, today, daysMax } = props;
  const isTooLong = range.from !== '' && range.to !== '' && spanOf(range) > daysMax;
  const isTurned = range.from !== '' && range.to !== '' && range.from > range.to;
  const error = isTurned
    ? t('readAgain.turned')
    : isTooLong
      ? t('readAgain.tooLong', { count: daysMax })
      : undefined;
  return (
    <div className="grid grid-cols-2 gap-3">
      <TextField
        label={t('readAgain.from')}
        type="date"
        required
        min={salesDateFirst}
        max={today}
        value={range.from}
        disabled={props.isDisabled}
        onChange={(event) => props.onChange({ ...range, from: event.target.value })}
      />
      <TextField
        label={t('readAgain.to')}
        type="date"
        required
        min={salesDateFirst}
        max={today}
        value={range.to}
        disabled={props.isDisabled}
        {...(error === undefined ? {} : { error })}
        onChange={(event) => props.onChange({ ...range, to: event.target.value })}
      />
    </div>
  );
}

const spanOf = ({ from, to }: DateRange): number => daysBetween(from, to) + 1;
