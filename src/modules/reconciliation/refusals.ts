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
