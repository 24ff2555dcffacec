import { useId } from 'react';
import { cx } from '../../../ui/cx.ts';
import type { FileQuestion } from '../../api/files.types.ts';
import { type MessageId, type Translate, useText } from '../../i18n/use-text.ts';
import type { Formats } from '../../lib/format.ts';

const labels: Record<string, MessageId> = {
  ymd: 'dateOrder.ymd',
  dmy: 'dateOrder.dmy',
  mdy: 'dateOrder.mdy',
  '.': 'decimal.point',
  ',': 'decimal.comma',
  replace: 'beside.replace',
  add: 'beside.add',
};

/** Dates or numbers that can be read in several ways: each way with what it makes of some of them. */
export function ReadingChoice(props: {
  question: FileQuestion;
  value: string | undefined;
  onChange: (answer: string) => void;
}) {
  const words = useText();
  const { t } = words;
  const name = useId();
  const { question } = props;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 font-medium">{question.message}</legend>
      <div className="grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
        {question.readings?.map((reading) => (
          <label
            key={reading.answer}
            className={cx(
              'flex cursor-pointer gap-2.5 rounded-lg border px-3 py-2.5 transition-colors',
              'has-focus-visible:outline-2 has-focus-visible:outline-accent',
              reading.answer === props.value
                ? 'border-accent bg-accent-soft'
                : 'border-control/70 bg-surface hover:bg-hover',
            )}
          >
            <input
              type="radio"
              name={name}
              checked={reading.answer === props.value}
              onChange={() => props.onChange(reading.answer)}
              className="mt-0.5 size-4.5 shrink-0 accent-accent"
            />
            <span className="min-w-0">
              <span className="block font-medium">
                {t(labels[reading.answer] ?? 'state.unknown')}
              </span>
              {question.examples.map((text, index) => (
                <span key={text} className="tnum block text-sm text-ink-2">
                  {sayReading(text, reading.examples[index] ?? null, words)}
                </span>
              ))}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** "06/07/2026 is July 6, 2026"; a number with its decimals, so that none reads like a thousand. */
function sayReading(
  text: string,
  reading: string | null,
  { t, format }: { t: Translate; format: Formats },
): string {
  if (reading === null) return t('mapping.readsNot', { text });
  const isDate = /^\d{4}-\d\d-\d\d$/.test(reading);
  const said = isDate
    ? format.date(reading)
    : new Intl.NumberFormat(format.locale, {
        minimumFractionDigits: 2,
        maximumFractionDigits: 6,
      }).format(reading as `${number}`);
  return t('mapping.reads', { text, reading: said });
}
