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
