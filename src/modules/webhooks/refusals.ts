import { Refusal } from '#kernel/errors.ts';

export function endpointNotFound(): Refusal {
  return new Refusal({
    code: 'webhook_not_found',
    status: 404,
    detail: {
      en: 'There is no such webhook in this company.',
      fr: 'Cette entreprise n’a pas de webhook correspondant.',
    },
  });
}

export function deliveryNotFound(): Refusal {
  return new Refusal({
    code: 'webhook_delivery_not_found',
    status: 404,
    detail: {
      en: 'There is no such message of this webhook; those of more than 30 days ago are forgotten.',
      fr: 'Ce webhook n’a pas de message correspondant ; ceux de plus de 30 jours sont oubliés.',
    },
  });
}

export function endpointDisabled(): Refusal {
  return new Refusal({
    code: 'webhook_disabled',
    status: 409,
    detail: {
      en: 'This webhook is switched off. Switch it on first.',
      fr: 'Ce webhook est désactivé. Activez-le d’abord.',
    },
  });
}

export function tooManyEndpoints(countMax: number): Refusal {
  return new Refusal({
    code: 'webhooks_too_many',
    status: 409,
    detail: {
      en: `A company may have ${countMax} webhooks. Delete one that is no longer needed.`,
      fr: `Une entreprise peut avoir ${countMax} webhooks. Supprimez-en un qui ne sert plus.`,
    },
  });
}

export function tooManyTests(): Refusal {
  return new Refusal({
    code: 'webhook_test_waiting',
    status: 409,
    detail: {
      en: 'A test of this webhook is still waiting to be sent. Look at its messages in a moment.',
      fr: 'Un test de ce webhook attend encore d’être envoyé. Consultez ses messages dans un instant.',
    },
  });
}
