import { Refusal } from '#kernel/errors.ts';

export function dayApproved(): Refusal {
  return new Refusal({
    code: 'day_approved',
    status: 409,
    detail: {
      en: 'This day is approved, so it stays as it is. Reopen it first, then change it.',
      fr: 'Cette journée est approuvée : elle reste telle quelle. Rouvrez-la d’abord, puis modifiez-la.',
    },
  });
}

export function dayNotApproved(): Refusal {
  return new Refusal({
    code: 'day_not_approved',
    status: 409,
    detail: {
      en: 'This day is not approved, so there is nothing to reopen.',
      fr: 'Cette journée n’est pas approuvée : il n’y a rien à rouvrir.',
    },
  });
}

/** Days somebody vouched for would come out otherwise by another day rule. */
export function approvedDaysWouldChange(days: {
  count: number;
  first: string;
  last: string;
}): Refusal {
  const { count, first, last } = days;
  const isOne = count === 1;
  return new Refusal({
    code: 'approved_days_would_change',
    status: 409,
    detail: {
      en: `${isOne ? `One approved day, ${first}, could` : `${count} approved days, from ${first} to ${last}, could`} change. Nothing was saved. To save all the same and reopen ${isOne ? 'it' : 'them'}, send "approvedDays": "reopen".`,
      fr: `${isOne ? `Une journée approuvée, le ${first}, pourrait` : `${count} journées approuvées, du ${first} au ${last}, pourraient`} changer. Rien n’a été enregistré. Pour enregistrer quand même et ${isOne ? 'la' : 'les'} rouvrir, envoyez "approvedDays": "reopen".`,
    },
    extra: { approvedDays: days },
  });
}

export function daysBeingComputed(): Refusal {
  return new Refusal({
    code: 'days_being_computed',
    status: 409,
    detail: {
      en: 'The days of this venue are being computed anew, so this one may still change. Approve it once that is done.',
      fr: 'Les journées de cet établissement sont en cours de recalcul : celle-ci peut encore changer. Approuvez-la une fois le calcul terminé.',
    },
  });
}

export function adjustmentNotFound(): Refusal {
  return new Refusal({
    code: 'adjustment_not_found',
    status: 404,
    detail: {
      en: 'This day has no such adjustment; it may have been removed already.',
      fr: 'Cette journée n’a pas cet ajustement ; il a peut-être déjà été retiré.',
    },
  });
}

export function tooManyAdjustments(most: number): Refusal {
  return new Refusal({
    code: 'adjustments_too_many',
    status: 409,
    detail: {
      en: `A day has at most ${most} adjustments. Remove some, or add several up in one.`,
      fr: `Une journée a au plus ${most} ajustements. Retirez-en, ou additionnez-en plusieurs en un seul.`,
    },
  });
}
