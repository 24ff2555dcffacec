import { useId, useState } from 'react';
import { Button, IconButton } from '../../../../ui/button.tsx';
import { TextField } from '../../../../ui/field.tsx';
import {
  addAdjustment,
  type DayAt,
  type Reconciliation,
  removeAdjustment,
} from '../../../api/reconciliation.ts';
import type { DayDetail } from '../../../api/sales.types.ts';
import { useText } from '../../../i18n/use-text.ts';
import { exponentOf } from '../../../lib/format.ts';
import { type MoneyFault, readTypedMoney } from '../../../lib/typed-money.ts';
import { Money } from '../../../shell/money.tsx';
import { Relative } from '../../../shell/relative.tsx';
import { useDecision } from './use-decision.ts';
import { useFaultText } from './use-fault-text.ts';

/** Amounts added by hand, and the form for another one. */
export function Adjustments(props: {
  at: DayAt;
  day: DayDetail;
  currency: string;
  reconciliation: Reconciliation;
  mayWrite: boolean;
}) {
  const { t } = useText();
  const { at, currency, reconciliation } = props;
  const drop = useDecision(at, (id: string) => removeAdjustment(at, id));
  return (
    <section aria-label={t('reconcile.adjustments')} className="space-y-3">
      <h3 className="text-sm font-semibold">{t('reconcile.adjustments')}</h3>
      <p className="text-sm text-ink-2">{t('reconcile.adjustmentsText')}</p>
      {reconciliation.adjustments.length > 0 && (
        <ul className="divide-y divide-line">
          {reconciliation.adjustments.map((adjustment) => (
            <li key={adjustment.id} className="flex items-center gap-3 py-2">
              <div className="min-w-0 flex-1">
                <p className="break-words">
                  {[adjustment.reason, adjustment.category, adjustment.tender]
                    .filter((text) => text !== '')
                    .join(' · ')}
                </p>
                <p className="text-xs text-ink-3">
                  {adjustment.by}, <Relative at={adjustment.at} />
                </p>
              </div>
              <Money minor={adjustment.netMinor} currency={currency} isSigned />
              {props.mayWrite && (
                <IconButton
                  icon="close"
                  label={t('reconcile.remove', { reason: adjustment.reason })}
                  disabled={drop.isPending}
                  onClick={() => drop.mutate(adjustment.id)}
                />
              )}
            </li>
          ))}
          <li className="flex justify-between py-2 font-semibold">
            <span>{t('reconcile.adjustedNet')}</span>
            <Money minor={reconciliation.adjustedNetMinor} currency={currency} />
          </li>
        </ul>
      )}
      {props.mayWrite && <AdjustmentForm at={at} day={props.day} currency={currency} />}
    </section>
  );
}

const empty = { amount: '', category: '', tender: '', reason: '' };

function AdjustmentForm(props: { at: DayAt; day: DayDetail; currency: string }) {
  const { t } = useText();
  const listId = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [typed, setTyped] = useState(empty);
  const [fault, setFault] = useState<MoneyFault>();
  const faultText = useFaultText(props.currency);
  const add = useDecision(
    props.at,
    (netMinor: number) => addAdjustment(props.at, { ...typed, netMinor }),
    () => {
      setTyped(empty);
      setIsOpen(false);
    },
  );
  if (!isOpen) {
    return (
      <Button size="sm" icon="plus" onClick={() => setIsOpen(true)}>
        {t('reconcile.adjust')}
      </Button>
    );
  }
  const field = (name: keyof typeof empty) => ({
    value: typed[name],
    onChange: (event: { target: { value: string } }) =>
      setTyped({ ...typed, [name]: event.target.value }),
  });
  return (
    <form
      className="grid gap-3 sm:grid-cols-2 xl:grid-cols-[10rem_1fr_1fr_2fr_auto] sm:items-start"
      onSubmit={(event) => {
        event.preventDefault();
        const minor = readTypedMoney(typed.amount, exponentOf(props.currency));
        const fault = minor || 'notAnAmount';
        setFault(typeof fault === 'string' ? fault : undefined);
        if (typeof fault === 'number') add.mutate(fault);
      }}
    >
      <TextField
        label={t('reconcile.amount')}
        inputMode="decimal"
        help={t('reconcile.amountHelp')}
        error={faultText(fault)}
        {...field('amount')}
      />
      <TextField
        label={t('reconcile.category')}
        maxLength={500}
        list={`${listId}-categories`}
        {...field('category')}
      />
      <TextField
        label={t('reconcile.tender')}
        maxLength={500}
        list={`${listId}-tenders`}
        {...field('tender')}
      />
      <TextField label={t('reconcile.reason')} required maxLength={2000} {...field('reason')} />
      <Button
        type="submit"
        look="primary"
        isBusy={add.isPending}
        className="justify-self-start xl:mt-6.5"
      >
        {t('reconcile.add')}
      </Button>
      <Names id={`${listId}-categories`} rows={props.day.categories} />
      <Names id={`${listId}-tenders`} rows={props.day.tenders} />
    </form>
  );
}

/** The names of the day, offered while one is typed. */
function Names(props: { id: string; rows: readonly { name: string }[] }) {
  return (
    <datalist id={props.id}>
      {props.rows.map(({ name }) => name !== '' && <option key={name} value={name} />)}
    </datalist>
  );
}
