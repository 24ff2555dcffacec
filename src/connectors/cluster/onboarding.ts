import type { OnboardingDescription } from '../contract.ts';

/** What a venue settles with Cluster before it has credentials to enter. */
export const onboarding: OnboardingDescription = {
  request: {
    to: 'success@clustersystems.com',
    subject: {
      en: 'API access to the sales of {venue}',
      fr: 'Accès API aux ventes de {venue}',
    },
    body: {
      en: `Hello,

We would like API access to the sales data of our Cluster till, to read it with Tillbridge.

Venue: {venue}
Serial #: {identities}

Please confirm the one-time fee for each location, and send us the API Key and Serial # of each by e-mail once the access is on.

Thank you`,
      fr: `Bonjour,

Nous souhaitons obtenir l’accès API aux données de vente de notre caisse Cluster, afin de les lire avec Tillbridge.

Établissement : {venue}
Numéro de série : {identities}

Merci de nous confirmer les frais uniques par emplacement et de nous envoyer par courriel la clé API (API Key) et le numéro de série (Serial #) de chacun dès que l’accès est activé.

Merci d’avance`,
    },
    help: {
      en: 'Only you can ask for it: Cluster opens a till’s sales on its owner’s word.',
      fr: 'Vous seul pouvez en faire la demande : Cluster n’ouvre les ventes d’une caisse qu’à la demande de son propriétaire.',
    },
  },
  identity: {
    field: 'serial',
    help: {
      en: 'It stands on the terminal, under Settings.',
      fr: 'Il figure sur le terminal, sous Settings (Paramètres).',
    },
  },
  fee: {
    en: 'Cluster calls or writes back to confirm, and charges a one-time fee for each location. The access is switched on once it is paid.',
    fr: 'Cluster vous appelle ou vous répond pour confirmer, et facture des frais uniques par emplacement. L’accès est activé une fois ces frais payés.',
  },
  activation: {
    hoursMin: 24,
    hoursMax: 48,
    help: {
      en: 'Cluster needs 24 to 48 hours to switch the access on. Until then, verifying says that it is not activated yet.',
      fr: 'Cluster met de 24 à 48 heures à activer l’accès. D’ici là, la vérification indique qu’il n’est pas encore activé.',
    },
    reminder: {
      subject: {
        en: 'Is the API access of {venue} on?',
        fr: 'L’accès API de {venue} est-il activé ?',
      },
      body: {
        en: `Hello,

We asked you for API access to the sales of our Cluster till, paid the fee more than two days ago, and have not received the API Key yet. Could you tell us where it stands?

Venue: {venue}
Serial #: {identities}

Thank you`,
        fr: `Bonjour,

Nous vous avons demandé l’accès API aux ventes de notre caisse Cluster et avons payé les frais il y a plus de deux jours, mais nous n’avons pas encore reçu la clé API. Pourriez-vous nous dire où en est la demande ?

Établissement : {venue}
Numéro de série : {identities}

Merci d’avance`,
      },
    },
  },
  credentials: {
    en: 'Cluster e-mails an API Key and a Serial # for each location. Enter them here; the list goes on by itself from there.',
    fr: 'Cluster envoie par courriel une clé API (API Key) et un numéro de série (Serial #) par emplacement. Entrez-les ici ; la suite de la liste se coche d’elle-même.',
  },
};
