import { Refusal } from '#kernel/errors.ts';

export function providerUnknown(): Refusal {
  return new Refusal({
    code: 'provider_unknown',
    status: 422,
    detail: {
      en: 'There is no such kind of till here. GET /api/v1/providers lists those that can be connected.',
      fr: 'Ce type de caisse n’existe pas ici. GET /api/v1/providers donne ceux qui peuvent être connectés.',
    },
    errors: [{ path: 'provider', message: '' }],
  });
}

/** For steps that are read from the link. */
export function stepTicksItself(): Refusal {
  return new Refusal({
    code: 'step_ticks_itself',
    status: 422,
    detail: {
      en: 'This step ticks itself as soon as it is done. Only the request, the fee and the wait are ticked by people.',
      fr: 'Cette étape se coche d’elle-même dès qu’elle est faite. Seuls la demande, les frais et l’attente sont cochés à la main.',
    },
    errors: [{ path: 'step', message: '' }],
  });
}

/** For steps that this vendor does not ask for. */
export function stepNotThere(): Refusal {
  return new Refusal({
    code: 'step_not_there',
    status: 422,
    detail: {
      en: 'This kind of till has no such step.',
      fr: 'Ce type de caisse n’a pas cette étape.',
    },
    errors: [{ path: 'step', message: '' }],
  });
}
