import { type FieldError, Refusal } from '#kernel/errors.ts';
import type { Localized } from '#kernel/localized.ts';
import { tellDate } from '#modules/timeline/index.ts';
import type { Integration } from './integration.ts';
import type { LinkedLocation } from './location.store.ts';

/** Everything the use cases of links refuse, in words. */

export function integrationNotFound(): Refusal {
  return new Refusal({
    code: 'integration_not_found',
    status: 404,
    detail: {
      en: 'There is no such integration in this company.',
      fr: 'Cette entreprise n’a pas d’intégration correspondante.',
    },
  });
}

export function providerUnknown(provider: string, known: readonly string[]): Refusal {
  const detail = {
    en: `There is no POS type "${provider}". Choose one of: ${known.join(', ')}.`,
    fr: `Le type de caisse « ${provider} » n’existe pas. Choisissez parmi : ${known.join(', ')}.`,
  };
  return invalid('provider_unknown', [{ path: 'provider', message: '' }], detail);
}

export function invalidRequest(errors: FieldError[]): Refusal {
  const listed = errors
    .slice(0, 5)
    .map(({ path, message }) => `${path}: ${message}`)
    .join(' ');
  return invalid('invalid_request', errors, {
    en: `Some values must change. ${listed}`,
    fr: `Certaines valeurs sont à corriger. ${listed}`,
  });
}

/** What a till was tried for. */
export type Attempt = 'save' | 'resume' | 'restore';

/** What did not come of an attempt, and why. */
const inVain: Readonly<Record<Attempt, (why: Localized) => Localized>> = {
  save: (why) => ({
    en: `Nothing was saved: the connection could not be verified. ${why.en}`,
    fr: `Rien n’a été enregistré : la connexion n’a pas pu être vérifiée. ${why.fr}`,
  }),
  resume: (why) => ({
    en: `It still does not work: ${why.en} The integration stays called off.`,
    fr: `Cela ne fonctionne toujours pas : ${why.fr} L’intégration reste suspendue.`,
  }),
  restore: (why) => ({
    en: `The connection could not be verified: ${why.en} The integration stays inactive.`,
    fr: `La connexion n’a pas pu être vérifiée : ${why.fr} L’intégration reste inactive.`,
  }),
};

/** `locations` as the API shows them: what each till answered. */
export function verificationFailed(
  locations: unknown[],
  reasons: readonly Localized[],
  attempt: Attempt,
): Refusal {
  return new Refusal({
    code: 'verification_failed',
    status: 422,
    detail: inVain[attempt](reasons[0] ?? { en: '', fr: '' }),
    extra: { locations },
  });
}

/** The vendor is already linked here; what can be done about it stands in `choices`. */
export function integrationExists(
  existing: Integration,
  inactive: readonly Integration[],
  name: Localized,
): Refusal {
  return new Refusal({
    code: 'integration_exists',
    status: 409,
    detail: {
      en: `This venue already has an active ${name.en} integration. If you have separate terminals or systems, choose Create New and give this one a nickname. If the existing one was called off, resume it instead.`,
      fr: `Cet établissement a déjà une intégration ${name.fr} active. Si vous avez des terminaux ou des systèmes distincts, choisissez Créer et donnez un surnom à celle-ci. Si l’existante a été suspendue, reprenez-la plutôt.`,
    },
    extra: {
      existing: { id: existing.integrationId, status: existing.health.status },
      inactive: presentInactive(inactive),
      choices: inactive.length > 0 ? ['createNew', 'restore'] : ['createNew'],
    },
  });
}

export function inactiveIntegrationExists(
  inactive: readonly Integration[],
  name: Localized,
): Refusal {
  return new Refusal({
    code: 'inactive_integration_exists',
    status: 409,
    detail: {
      en: `This venue had a ${name.en} integration before. Choose Restore Inactive if this is the same terminal and set-up, or Create New if it has nothing to do with it.`,
      fr: `Cet établissement a déjà eu une intégration ${name.fr}. Choisissez Restaurer si c’est le même terminal et la même installation, ou Créer s’il n’y a aucun lien.`,
    },
    extra: { inactive: presentInactive(inactive), choices: ['restore', 'createNew'] },
  });
}

function presentInactive(
  inactive: readonly Pick<Integration, 'integrationId' | 'nickname' | 'deactivatedAtMs'>[],
) {
  return inactive.map(({ integrationId, nickname, deactivatedAtMs }) => ({
    id: integrationId,
    nickname,
    deactivatedAt: deactivatedAtMs === null ? null : new Date(deactivatedAtMs).toISOString(),
  }));
}

/** @param paths the entered locations that are linked, as field paths. */
export function locationAlreadyLinked(
  linked: readonly LinkedLocation[],
  paths: readonly string[],
): Refusal {
  return new Refusal({
    code: 'location_already_linked',
    status: 409,
    detail: linkedWords(linked),
    errors: paths.map((path) => ({ path, message: '' })),
    extra: { linked: linked.map(presentLinked), choices: [] },
  });
}

/** The same, by integrations of this venue that were deactivated: one of them is to come back. */
export function locationOfInactive(
  linked: readonly LinkedLocation[],
  paths: readonly string[],
): Refusal {
  const inactive = [...new Map(linked.map((each) => [each.integrationId, each])).values()];
  return new Refusal({
    code: 'location_already_linked',
    status: 409,
    detail: linkedWords(linked),
    errors: paths.map((path) => ({ path, message: '' })),
    extra: {
      linked: linked.map(presentLinked),
      inactive: presentInactive(inactive),
      choices: ['restore'],
    },
  });
}

/** What stands against linking a till once more, and what to do. */
export function linkedWords(linked: readonly LinkedLocation[]): Localized {
  const names = [...new Set(linked.map((location) => location.label))].join(', ');
  if (linked.some((location) => location.isLive)) {
    return {
      en: `Already linked in your company: ${names}. A till is linked once; if it should move to another venue, deactivate it where it is first; its sales until then stay counted there.`,
      fr: `Déjà relié dans votre entreprise : ${names}. Une caisse n’est reliée qu’une fois ; si elle doit passer dans un autre établissement, désactivez-la d’abord là où elle est ; ses ventes jusque-là y restent comptées.`,
    };
  }
  const nicknames = [...new Set(linked.flatMap(({ nickname }) => nickname ?? []))];
  const named = nicknames.map((name) => ` "${name}"`).join(',');
  const nommee = nicknames.map((name) => ` « ${name} »`).join(',');
  return {
    en: `${names} belongs to the inactive integration${named} of this venue, whose past sales still count: added anew, they would count twice. Choose Restore Inactive to take it up where it stopped.`,
    fr: `${names} appartient à l’intégration inactive${nommee} de cet établissement, dont les ventes passées comptent toujours : ajoutées de nouveau, elles compteraient deux fois. Choisissez Restaurer l’inactive pour la reprendre là où elle s’est arrêtée.`,
  };
}

/** Of a till that was linked at another venue. @param until the last business date that counts there. */
export function countedElsewhereWords(venueName: string, until: string): Localized {
  const date = tellDate(until);
  return {
    en: `Its sales until ${date.en} were imported for ${venueName} and stay counted there. So that nothing counts twice, choose a history here that begins after that day.`,
    fr: `Ses ventes jusqu’au ${date.fr} ont été importées pour ${venueName} et y restent comptées. Pour que rien ne compte deux fois, choisissez ici un historique qui commence après cette date.`,
  };
}

function presentLinked(location: LinkedLocation) {
  const { identity, label, venueId, integrationId, nickname, isLive } = location;
  return { identity, label, venueId, integrationId, nickname, active: isLive };
}

export function nicknameRequired(name: Localized): Refusal {
  return invalid('nickname_required', [{ path: 'nickname', message: '' }], {
    en: `Enter a nickname that tells this ${name.en} integration from the other one, for example the name of the bar or floor.`,
    fr: `Entrez un surnom qui distingue cette intégration ${name.fr} de l’autre, par exemple le nom du bar ou de l’étage.`,
  });
}

export function nicknameTaken(nickname: string | null, name: Localized): Refusal {
  const given = nickname === null ? '' : ` "${nickname}"`;
  const givenFr = nickname === null ? '' : ` « ${nickname} »`;
  return new Refusal({
    code: 'nickname_taken',
    status: 409,
    detail: {
      en: `Another active ${name.en} integration of this venue has the same nickname${given}. Enter another one.`,
      fr: `Une autre intégration ${name.fr} active de cet établissement porte le même surnom${givenFr}. Entrez-en un autre.`,
    },
    errors: [{ path: 'nickname', message: '' }],
  });
}

export function restoreUnknown(): Refusal {
  return invalid('restore_unknown', [{ path: 'restore', message: '' }], {
    en: 'This is not an inactive integration of this venue and POS type.',
    fr: 'Ce n’est pas une intégration inactive de cet établissement et de ce type de caisse.',
  });
}

export function restoreIsOtherTill(): Refusal {
  return invalid('restore_is_other_till', [{ path: 'restore', message: '' }], {
    en: 'The inactive integration belongs to another till than the one entered. Choose Create New.',
    fr: 'L’intégration inactive appartient à une autre caisse que celle entrée. Choisissez Créer.',
  });
}

export function integrationInactive(): Refusal {
  return new Refusal({
    code: 'integration_inactive',
    status: 409,
    detail: {
      en: 'This integration is inactive. Restore it first.',
      fr: 'Cette intégration est inactive. Restaurez-la d’abord.',
    },
  });
}

export function integrationCalledOff(): Refusal {
  return new Refusal({
    code: 'integration_called_off',
    status: 409,
    detail: {
      en: 'This integration was called off after too many failures. Correct the trouble, then choose Check and resume.',
      fr: 'Cette intégration a été suspendue après trop d’échecs. Corrigez le problème, puis choisissez Vérifier et reprendre.',
    },
  });
}

/** There is nobody to ask: sales of this link come as files. */
export function integrationIsSentFiles(): Refusal {
  return new Refusal({
    code: 'integration_is_sent_files',
    status: 409,
    detail: {
      en: 'Sales of this integration come as files, so there is no till to ask. Upload a file, or have the till send its report.',
      fr: 'Les ventes de cette intégration arrivent par fichiers ; il n’y a pas de caisse à interroger. Téléversez un fichier, ou faites envoyer le rapport par la caisse.',
    },
  });
}

export function integrationNotCalledOff(): Refusal {
  return new Refusal({
    code: 'integration_not_called_off',
    status: 409,
    detail: {
      en: 'There is nothing to resume: this integration was not called off.',
      fr: 'Il n’y a rien à reprendre : cette intégration n’a pas été suspendue.',
    },
  });
}

export function credentialsUnreadable(cause: unknown): Refusal {
  return new Refusal({
    code: 'credentials_unreadable',
    status: 409,
    detail: {
      en: 'The stored credentials cannot be opened with the keys this server has. Enter them again.',
      fr: 'Les identifiants enregistrés ne s’ouvrent pas avec les clés de ce serveur. Entrez-les de nouveau.',
    },
    cause,
  });
}

export function historyOnlyEarlier(): Refusal {
  return invalid('history_only_earlier', [{ path: 'settings.historyFrom', message: '' }], {
    en: 'History can only be extended further back: what was imported stays. To stop the import, choose Cancel import.',
    fr: 'L’historique ne peut que remonter plus loin : ce qui est importé reste. Pour arrêter l’importation, choisissez Annuler l’importation.',
  });
}

export function historyInFuture(): Refusal {
  return invalid('history_in_future', [{ path: 'settings.historyFrom', message: '' }], {
    en: 'History must begin today or earlier.',
    fr: 'L’historique doit commencer aujourd’hui ou plus tôt.',
  });
}

export function scheduleNotPossible(minMinutes: number, maxMinutes: number): Refusal {
  return invalid('schedule_not_possible', [{ path: 'everyMinutes', message: '' }], {
    en: `Sales of this POS type can be checked every ${minMinutes} to ${maxMinutes} minutes.`,
    fr: `Les ventes de ce type de caisse peuvent être vérifiées toutes les ${minMinutes} à ${maxMinutes} minutes.`,
  });
}

function invalid(code: string, errors: FieldError[], detail: Localized): Refusal {
  return new Refusal({ code, status: 422, detail, errors });
}
