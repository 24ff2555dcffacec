import { Card } from '../../../ui/card.tsx';
import { useText } from '../../i18n/use-text.ts';
import { Money } from '../../shell/money.tsx';
import type { DayFigures } from './day-figures.ts';

export function Taxes(props: DayFigures) {
  const { t } = useText();
  const { taxes } = props.day;
  return (
    <Card title={t('day.taxes')}>
      {taxes.length === 0 && <p className="text-ink-2">{t('day.noTaxes')}</p>}
      <dl className="grid grid-cols-[1fr_auto] gap-y-1.5">
        {taxes.map((tax) => (
          <div key={tax.name} className="contents">
            <dt className="text-ink-2">{tax.name}</dt>
            <dd className="text-right font-medium">
              <Money minor={tax.amountMinor} currency={props.currency} />
            </dd>
          </div>
        ))}
        {taxes.length > 1 && (
          <div className="contents">
            <dt className="border-t border-line pt-1.5 font-medium">{t('day.taxTotal')}</dt>
            <dd className="border-t border-line pt-1.5 text-right font-semibold">
              <Money minor={props.day.taxMinor} currency={props.currency} />
            </dd>
          </div>
        )}
      </dl>
    </Card>
  );
}
