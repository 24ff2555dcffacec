import { Refusal } from '#kernel/errors.ts';
import type { Integration } from '#modules/integrations/index.ts';

export function noPushTill(): Refusal {
  return new Refusal({
    code: 'no_push_integration',
    status: 409,
    detail: {
      en: 'This venue has no such active integration of type Push API. Add one under POS Integrations, then send the lines again.',
      fr: 'Cet établissement n’a pas d’intégration active de ce genre du type Push API. Ajoutez-en une sous Intégrations PDV, puis renvoyez les lignes.',
    },
  });
}

export function chooseTill(all: readonly Integration[]): Refusal {
  return new Refusal({
    code: 'integration_ambiguous',
    status: 409,
    detail: {
      en: 'This venue has several integrations of type Push API. Name one: send {"integrationId": …, "lines": […]}.',
      fr: 'Cet établissement a plusieurs intégrations du type Push API. Nommez-en une : envoyez {"integrationId": …, "lines": […]}.',
    },
    extra: {
      integrations: all.map(({ integrationId: id, nickname }) => ({ id, nickname })),
    },
  });
}

export function tooManyLines(count: number, max: number): Refusal {
  const shown = { en: max.toLocaleString('en-CA'), fr: max.toLocaleString('fr-CA') };
  return new Refusal({
    code: 'too_many_lines',
    status: 422,
    detail: {
      en: `One call takes at most ${shown.en} lines, and this one has ${count.toLocaleString('en-CA')}. Nothing of it was stored: send them in several calls.`,
      fr: `Un appel accepte au plus ${shown.fr} lignes, et celui-ci en a ${count.toLocaleString('fr-CA')}. Rien n’en a été enregistré : envoyez-les en plusieurs appels.`,
    },
    errors: [{ path: 'lines', message: '' }],
    extra: { linesMax: max },
  });
}

export function pushTillBusy(): Refusal {
  return new Refusal({
    code: 'integration_busy',
    status: 409,
    detail: {
      en: 'What is stored of this till is being worked on right now. Nothing of this call was stored: send it again in a few seconds.',
      fr: 'Ce qui est enregistré de cette caisse est en cours de traitement. Rien de cet appel n’a été enregistré : renvoyez-le dans quelques secondes.',
    },
  });
}
