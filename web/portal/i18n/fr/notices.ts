import type { notices as english } from '../en/notices.ts';

export const notices: Record<keyof typeof english, string> = {
  'notices.title': 'Avis',
  'notices.hint': 'Quand les ventes n’arrivent plus, qui nous prévenons, et comment.',
  'notices.noMail':
    'Aucun serveur de courriel n’est configuré : les avis ne partent pas, ils attendent ici. La personne qui gère cette installation définit SMTP_URL et MAIL_FROM.',
  'notices.yours': 'Ce qui vous est annoncé',
  'notices.yoursHint': 'Par courriel à {email}',
  'notices.kinds': 'Me prévenir quand',
  'notices.kind.integration_warned': 'Les ventes n’arrivent plus depuis un moment',
  'notices.kind.integration_called_off': 'Une intégration est suspendue',
  'notices.kind.integration_recovered': 'Les ventes arrivent de nouveau',
  'notices.kind.webhook_disabled': 'Un webhook est désactivé après de longs échecs',
  'notices.venues': 'Pour',
  'notices.allVenues': 'Tous les lieux',
  'notices.someVenues': 'Seulement ceux-ci',
  'notices.noVenue':
    'Personne ne serait prévenu : choisissez au moins un lieu, ou décochez plus haut ce que vous ne voulez pas savoir.',
  'notices.language': 'Langue des courriels',
  'notices.bothLanguages': 'Les deux',
  'notices.gather': 'Regrouper les avis pendant',
  'notices.gatherHelp':
    'Ce qui arrive dans ce délai vient en un seul courriel, tous lieux confondus.',
  'notices.gatherNone': 'Sans délai : chacun aussitôt',
  'notices.gatherMinutes': '{count, plural, one {# minute} other {# minutes}}',
  'notices.gatherHours': '{count, plural, one {# heure} other {# heures}}',
  'notices.quiet': 'Respecter des heures calmes',
  'notices.quietHelp': 'À l’heure du lieu dont parle l’avis. Il vient quand elles sont passées.',
  'notices.quietFrom': 'Calme dès',
  'notices.quietTo': 'Calme jusqu’à',
  'notices.quietNever':
    'Les heures calmes commencent et finissent à la même heure : choisissez une autre fin, ou désactivez-les.',
  'notices.outbox': 'Ce qui a été annoncé',
  'notices.none': 'Rien à annoncer pour l’instant',
  'notices.noneText':
    'Quand les ventes n’arrivent plus, l’avis et son chemin vers chacun de vous se lisent ici.',
  'notices.nobody': 'Personne n’a demandé à en être prévenu.',
  'notices.open': 'Ouvrir l’intégration',
  'notices.openWebhooks': 'Ouvrir les webhooks',
  'notices.resend': 'Renvoyer',
  'notices.resendTitle': 'Renvoyer ce courriel ?',
  'notices.resendText':
    'Le serveur de courriel ne l’a pas confirmé. S’il est arrivé, il peut arriver une seconde fois.',
  'notices.resent': 'Il part de nouveau',
  'delivery.waiting': 'En attente',
  'delivery.sending': 'En cours d’envoi',
  'delivery.sent': 'Envoyé',
  'delivery.unconfirmed': 'Non confirmé',
  'delivery.failed': 'Refusé',
  'delivery.withdrawn': 'Non envoyé',
  'delivery.expired': 'Trop ancien pour l’envoi',
};
