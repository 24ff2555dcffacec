/**
 * What a person reads when Cluster's side is in trouble: what happened, what goes on meanwhile, what
 * to do, whom to call. One entry per code; the codes are stable.
 */

import type { Localized } from '#kernel/localized.ts';
import type { ProblemKind } from '../contract.ts';

interface Sentence {
  kind: ProblemKind;
  /** For a link that exists. */
  message: Localized;
  /**
   * For somebody who tries credentials: nothing is imported yet, and nobody tries again. What they
   * were tried for, and so what did not come of it, is for the asker to say.
   */
  verifyMessage: Localized;
}

const KEPT: Localized = {
  en: 'Sales already imported stay as they are; once this is solved, the gap is filled by itself.',
  fr: 'Les ventes déjà importées restent telles quelles ; une fois le problème réglé, le vide se comble tout seul.',
};

const RETRIED: Localized = {
  en: 'Sales already imported stay as they are; once it answers again, the gap is filled by itself.',
  fr: 'Les ventes déjà importées restent telles quelles ; dès qu’il répond de nouveau, le vide se comble tout seul.',
};

const OURS: Localized = {
  en: 'Tell whoever runs Tillbridge for you.',
  fr: 'Prévenez la personne qui gère Tillbridge pour vous.',
};

function sentence(
  kind: ProblemKind,
  happened: Localized,
  meanwhile: Localized,
  todo: Localized,
): Sentence {
  const isOfLinks = meanwhile === KEPT || meanwhile === RETRIED;
  return {
    kind,
    message: join(happened, meanwhile, todo),
    verifyMessage: isOfLinks ? join(happened, todo) : join(happened, meanwhile, todo),
  };
}

function join(...parts: readonly Localized[]): Localized {
  const words = (language: keyof Localized) => parts.map((part) => part[language]).join(' ');
  return { en: words('en'), fr: words('fr') };
}

export const sentences = {
  'cluster.key_refused': sentence(
    'auth',
    { en: 'Cluster refuses the API key.', fr: 'Cluster refuse la clé API.' },
    KEPT,
    {
      en: 'Copy the API Key once more from the e-mail Cluster sent you; if it is the same, ask Cluster for a new one (success@clustersystems.com).',
      fr: 'Recopiez la clé API du courriel envoyé par Cluster ; si elle est identique, demandez-en une nouvelle à Cluster (success@clustersystems.com).',
    },
  ),
  'cluster.not_allowed': sentence(
    'permission',
    {
      en: 'Cluster accepts the API key but does not let it read sales.',
      fr: 'Cluster accepte la clé API mais ne l’autorise pas à lire les ventes.',
    },
    KEPT,
    {
      en: 'Ask Cluster to allow this key to read the sales of your venue (success@clustersystems.com).',
      fr: 'Demandez à Cluster d’autoriser cette clé à lire les ventes de votre établissement (success@clustersystems.com).',
    },
  ),
  'cluster.serial_unknown': sentence(
    'config',
    {
      en: 'Cluster knows no till with this serial under this API key.',
      fr: 'Cluster ne connaît aucune caisse portant ce numéro de série sous cette clé API.',
    },
    KEPT,
    {
      en: 'Compare the serial with the one on the terminal under Settings, and check that it belongs to this key; if both are right, write to Cluster (success@clustersystems.com).',
      fr: 'Comparez le numéro de série avec celui du terminal, sous Settings (Paramètres), et vérifiez qu’il va avec cette clé ; si tout concorde, écrivez à Cluster (success@clustersystems.com).',
    },
  ),
  'cluster.not_activated': sentence(
    'not_activated',
    {
      en: 'Cluster has not activated access for this till yet.',
      fr: 'Cluster n’a pas encore activé l’accès pour cette caisse.',
    },
    {
      en: 'This usually takes 24 to 48 hours after the one-time fee is paid.',
      fr: 'Cela prend en général de 24 à 48 heures après le paiement des frais uniques.',
    },
    {
      en: 'Try again later; after two days, ask Cluster (success@clustersystems.com).',
      fr: 'Réessayez plus tard ; après deux jours, demandez à Cluster (success@clustersystems.com).',
    },
  ),
  'cluster.venue_offline': sentence(
    'venue_offline',
    {
      en: 'Cluster answers, but cannot reach the till computer at the venue.',
      fr: 'Cluster répond, mais n’arrive pas à joindre l’ordinateur de caisse de l’établissement.',
    },
    RETRIED,
    {
      en: 'Check that the till computer is on and the venue has internet; overnight this can be normal. If both are fine, call Cluster support (support@clusterpos.com).',
      fr: 'Vérifiez que l’ordinateur de caisse est allumé et que l’établissement a Internet ; la nuit, cela peut être normal. Si tout va bien, appelez le soutien de Cluster (support@clusterpos.com).',
    },
  ),
  'cluster.down': sentence(
    'unavailable',
    {
      en: 'Cluster’s service reports a failure of its own.',
      fr: 'Le service de Cluster signale une panne de son côté.',
    },
    RETRIED,
    {
      en: 'There is nothing to change on your side; if it lasts more than a few hours, ask Cluster support (support@clusterpos.com).',
      fr: 'Il n’y a rien à changer de votre côté ; si cela dure plus de quelques heures, demandez au soutien de Cluster (support@clusterpos.com).',
    },
  ),
  'cluster.unreachable': sentence(
    'unavailable',
    {
      en: 'Cluster’s service could not be reached over the internet.',
      fr: 'Le service de Cluster n’a pas pu être joint par Internet.',
    },
    RETRIED,
    {
      en: 'There is nothing to change in your settings; if it lasts more than a few hours, ask Cluster support (support@clusterpos.com).',
      fr: 'Il n’y a rien à changer dans vos paramètres ; si cela dure plus de quelques heures, demandez au soutien de Cluster (support@clusterpos.com).',
    },
  ),
  'cluster.timeout': sentence(
    'timeout',
    { en: 'Cluster did not answer in time.', fr: 'Cluster n’a pas répondu à temps.' },
    RETRIED,
    {
      en: 'A slow connection at the venue or a busy till can cause this; if it goes on, check the venue’s internet, then call Cluster support (support@clusterpos.com).',
      fr: 'Une connexion lente à l’établissement ou une caisse occupée peut en être la cause ; si cela continue, vérifiez l’Internet de l’établissement, puis appelez le soutien de Cluster (support@clusterpos.com).',
    },
  ),
  'cluster.interrupted': sentence(
    'timeout',
    {
      en: 'The reading was stopped before Cluster had answered in full.',
      fr: 'La lecture a été arrêtée avant que Cluster ait répondu en entier.',
    },
    RETRIED,
    {
      en: 'There is nothing to do; the next reading goes on from there.',
      fr: 'Il n’y a rien à faire ; la prochaine lecture reprend à cet endroit.',
    },
  ),
  'cluster.answer_not_json': sentence(
    'contract_changed',
    {
      en: 'Cluster’s answer is a web page or another text instead of sales data.',
      fr: 'La réponse de Cluster est une page web ou un autre texte plutôt que des données de vente.',
    },
    RETRIED,
    {
      en: 'If it goes on for a day, Cluster may be in maintenance or may have changed its service: ask Cluster support (support@clusterpos.com) and tell whoever runs Tillbridge for you.',
      fr: 'Si cela dure une journée, Cluster est peut-être en maintenance ou a changé son service : demandez au soutien de Cluster (support@clusterpos.com) et prévenez la personne qui gère Tillbridge pour vous.',
    },
  ),
  'cluster.answer_cut_off': sentence(
    'contract_changed',
    {
      en: 'Cluster’s answer breaks off in the middle.',
      fr: 'La réponse de Cluster s’interrompt au milieu.',
    },
    RETRIED,
    {
      en: 'If it goes on for a day, check the venue’s internet, then ask Cluster support (support@clusterpos.com).',
      fr: 'Si cela dure une journée, vérifiez l’Internet de l’établissement, puis demandez au soutien de Cluster (support@clusterpos.com).',
    },
  ),
  'cluster.answer_unexpected': sentence(
    'contract_changed',
    {
      en: 'Cluster answered in a form we do not understand.',
      fr: 'Cluster a répondu sous une forme que nous ne comprenons pas.',
    },
    RETRIED,
    {
      en: `Cluster has probably changed its service. ${OURS.en}`,
      fr: `Cluster a probablement changé son service. ${OURS.fr}`,
    },
  ),
  'cluster.answer_too_large': sentence(
    'contract_changed',
    {
      en: 'Cluster’s answer for a single hour is larger than any hour of sales can be.',
      fr: 'La réponse de Cluster pour une seule heure est plus volumineuse qu’aucune heure de ventes ne peut l’être.',
    },
    RETRIED,
    {
      en: `Ask Cluster support whether the till holds wrong dates (support@clusterpos.com). ${OURS.en}`,
      fr: `Demandez au soutien de Cluster si la caisse contient de mauvaises dates (support@clusterpos.com). ${OURS.fr}`,
    },
  ),
  'cluster.query_refused': sentence(
    'contract_changed',
    {
      en: 'Cluster refuses the question we ask for sales.',
      fr: 'Cluster refuse la question que nous posons pour les ventes.',
    },
    RETRIED,
    {
      en: `Cluster has probably changed its service. ${OURS.en}`,
      fr: `Cluster a probablement changé son service. ${OURS.fr}`,
    },
  ),
  'cluster.address_unknown': sentence(
    'contract_changed',
    {
      en: 'There is no sales service at the address set for Cluster.',
      fr: 'Il n’y a pas de service de ventes à l’adresse configurée pour Cluster.',
    },
    RETRIED,
    {
      en: `Your key and serial were not even looked at. ${OURS.en} They should check CLUSTER_API_URL.`,
      fr: `Votre clé et votre numéro de série n’ont même pas été examinés. ${OURS.fr} Elle doit vérifier CLUSTER_API_URL.`,
    },
  ),
  'cluster.redirected': sentence(
    'contract_changed',
    {
      en: 'Cluster sends us to another address, and your key is not handed to addresses we do not know.',
      fr: 'Cluster nous renvoie vers une autre adresse, et votre clé n’est pas remise à une adresse inconnue.',
    },
    RETRIED,
    {
      en: `${OURS.en} They should check CLUSTER_API_URL.`,
      fr: `${OURS.fr} Elle doit vérifier CLUSTER_API_URL.`,
    },
  ),
  'cluster.address_blocked': sentence(
    'bug',
    {
      en: 'The address set for Cluster is not one Tillbridge may call.',
      fr: 'L’adresse configurée pour Cluster n’est pas de celles que Tillbridge peut appeler.',
    },
    KEPT,
    {
      en: `${OURS.en} They should check CLUSTER_API_URL.`,
      fr: `${OURS.fr} Elle doit vérifier CLUSTER_API_URL.`,
    },
  ),
  'cluster.failed': sentence(
    'bug',
    {
      en: 'Reading from Cluster failed through a mistake of ours.',
      fr: 'La lecture de Cluster a échoué à cause d’une erreur de notre part.',
    },
    RETRIED,
    OURS,
  ),
} as const satisfies Record<string, Sentence>;

export type ProblemCode = keyof typeof sentences;

export function rateLimitedMessage(waitMs: number): Localized {
  const wait = tellWait(waitMs);
  return {
    en: `Cluster asks us to wait before the next reading. We go on by ourselves in ${wait.en}; nothing is lost and there is nothing to do.`,
    fr: `Cluster nous demande d’attendre avant la prochaine lecture. Nous reprenons tout seuls dans ${wait.fr} ; rien n’est perdu et il n’y a rien à faire.`,
  };
}

export function rateLimitedVerifyMessage(waitMs: number): Localized {
  const wait = tellWait(waitMs);
  return {
    en: `Cluster asks us to wait before the next question. Try again in ${wait.en}.`,
    fr: `Cluster nous demande d’attendre avant la prochaine question. Réessayez dans ${wait.fr}.`,
  };
}

/** `waitMs` as people say it: seconds up to a minute, then minutes, rounded up. */
function tellWait(waitMs: number): Localized {
  const isShort = waitMs <= 60_000;
  const count = Math.ceil(waitMs / (isShort ? 1000 : 60_000));
  const unit = isShort ? plural(count, 'second', 'seconde') : plural(count, 'minute', 'minute');
  return { en: `${count} ${unit.en}`, fr: `${count} ${unit.fr}` };
}

function plural(count: number, en: string, fr: string): Localized {
  const ending = count === 1 ? '' : 's';
  return { en: en + ending, fr: fr + ending };
}
