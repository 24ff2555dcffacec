import { useState } from 'react';
import { Button } from '../../../../ui/button.tsx';
import { ConfirmDialog } from '../../../../ui/dialog.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { useToast } from '../../../../ui/toast.tsx';
import {
  approveDay,
  type DayAt,
  type Reconciliation,
  reopenDay,
} from '../../../api/reconciliation.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useDecision } from './use-decision.ts';

interface DayDecision {
  at: DayAt;
  reconciliation: Reconciliation;
  mayWrite: boolean;
}

/** Whether somebody vouches for the day, and what the till told otherwise since. */
export function Approval(props: DayDecision & { timeZone: string }) {
  const { t, format } = useText();
  const { at, reconciliation, mayWrite } = props;
  const { approval, heldBack } = reconciliation;
  const [isAsking, setIsAsking] = useState(false);
  if (!approval) return mayWrite ? <ApproveForm {...props} /> : null;
  const button = mayWrite && (
    <Button size="sm" onClick={() => setIsAsking(true)}>
      {t('reconcile.reopen')}
    </Button>
  );
  return (
    <div className="space-y-3">
      <Notice tone="good" action={heldBack ? null : button}>
        {t('reconcile.approved', {
          name: approval.by,
          at: format.instant(approval.at, props.timeZone),
        })}
        {approval.note !== '' && <span className="block">{approval.note}</span>}
      </Notice>
      {heldBack && (
        <Notice tone="warn" action={button}>
          {t('reconcile.heldBack', {
            count: countOf(heldBack),
            kinds: heldBackKinds
              .filter((kind) => heldBack[kind] > 0)
              .map((kind) => t(`reconcile.heldBack.${kind}`, { count: heldBack[kind] }))
              .join(', '),
          })}
        </Notice>
      )}
      <ReopenDialog
        at={at}
        heldBack={heldBack}
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
      />
    </div>
  );
}

const heldBackKinds = ['late', 'edited', 'voided', 'gone', 'returned'] as const;

type HeldBack = NonNullable<Reconciliation['heldBack']>;

function countOf({ late, edited, voided, gone, returned }: HeldBack): number {
  return late + edited + voided + gone + returned;
}

/** A day somebody vouched for asks before it changes. */
function ReopenDialog(props: {
  at: DayAt;
  heldBack: HeldBack | null;
  isOpen: boolean;
  onClose: () => void;
}) {
  const { t } = useText();
  const { at, heldBack, onClose } = props;
  const toast = useToast();
  const reopen = useDecision(
    at,
    () => reopenDay(at),
    () => {
      onClose();
      toast(t('reconcile.reopened'));
    },
  );
  return (
    <ConfirmDialog
      isOpen={props.isOpen}
      title={t('reconcile.reopenTitle')}
      confirmLabel={t('reconcile.reopen')}
      cancelLabel={t('action.cancel')}
      isBusy={reopen.isPending}
      onConfirm={() => reopen.mutate()}
      onCancel={onClose}
    >
      <p>{t('reconcile.reopenText')}</p>
      {heldBack && (
        <p className="mt-2 font-medium">
          {t('reconcile.reopenHeldBack', { count: countOf(heldBack) })}
        </p>
      )}
    </ConfirmDialog>
  );
}

function ApproveForm({ at, reconciliation }: DayDecision) {
  const { t } = useText();
  const [note, setNote] = useState('');
  const approve = useDecision(at, () => approveDay(at, note));
  const { completeness } = reconciliation;
  if (completeness !== 'complete' && completeness !== 'no_sales') return null;
  return (
    <form
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        approve.mutate();
      }}
    >
      <TextField
        label={t('reconcile.note')}
        help={t('reconcile.noteHelp')}
        className="min-w-64 flex-1"
        value={note}
        maxLength={2000}
        onChange={(event) => setNote(event.target.value)}
      />
      <Button type="submit" look="primary" isBusy={approve.isPending} className="mb-5.5">
        {t('reconcile.approve')}
      </Button>
    </form>
  );
}
