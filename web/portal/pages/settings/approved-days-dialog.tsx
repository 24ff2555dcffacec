import { ConfirmDialog } from '../../../ui/dialog.tsx';
import { ApiProblem } from '../../api/problem.ts';
import { useText } from '../../i18n/use-text.ts';

/** The approved days that a change of the venue's day rule would change. */
interface ApprovedDays {
  count: number;
  first: string;
  last: string;
}

/** Of a change that was refused for them; null for every other answer. */
export function approvedDaysOf(error: unknown): ApprovedDays | null {
  if (!(error instanceof ApiProblem) || error.code !== 'approved_days_would_change') return null;
  return error.extra.approvedDays as ApprovedDays;
}

/** Days somebody vouched for ask before a new day rule changes them. */
export function ApprovedDaysDialog(props: {
  days: ApprovedDays | null;
  onConfirm: () => void;
  onCancel: () => void;
}) {
  const { t, format } = useText();
  const { days } = props;
  if (days === null) return null;
  const { count } = days;
  return (
    <ConfirmDialog
      isOpen
      title={t('settings.approvedTitle', { count })}
      confirmLabel={t('settings.approvedConfirm')}
      cancelLabel={t('action.cancel')}
      onConfirm={props.onConfirm}
      onCancel={props.onCancel}
    >
      <p>
        {t('settings.approvedText', {
          count,
          from: format.date(days.first),
          to: format.date(days.last),
        })}
      </p>
      <p className="mt-2">{t('settings.approvedThen', { count })}</p>
    </ConfirmDialog>
  );
}
