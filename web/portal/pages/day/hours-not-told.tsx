import { Card } from '../../../ui/card.tsx';
import { useText } from '../../i18n/use-text.ts';

/** Sales came without a time of day: a chart would put them into an hour nobody told. */
export function HoursNotTold() {
  const { t } = useText();
  return (
    <Card title={t('day.hours')}>
      <p className="text-ink-2">{t('day.hoursNotTold')}</p>
    </Card>
  );
}
