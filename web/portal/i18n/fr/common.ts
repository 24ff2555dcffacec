import type { common as english } from '../en/common.ts';

export const common: Record<keyof typeof english, string> = {
  'action.cancel': 'Annuler',
  'action.close': 'Fermer',
  'action.copy': 'Copier',
  'action.copied': 'Copié',
  'action.edit': 'Modifier',
  'action.loadMore': 'Afficher la suite',
  'action.remove': 'Retirer',
  'action.save': 'Enregistrer',
  'action.tryAgain': 'Réessayer',
  'action.clear': 'Effacer',
  'action.ok': 'OK',
  'state.loading': 'Chargement',
  'state.saved': 'Enregistré',
  'state.never': 'Jamais',
  'state.unknown': 'Aucune donnée',
  'money.none': 'Pas encore de chiffre',
  'chart.showTable': 'Afficher en tableau',
  'chart.showChart': 'Afficher en graphique',
  'problem.title': 'Cette page n’a pas pu être lue',
  'problem.unknown': 'Un problème est survenu en chemin. Vérifiez votre connexion et réessayez.',
  'notFound.title': 'Il n’y a rien à cette adresse',
  'notFound.text': 'La page a peut-être été déplacée, ou elle appartient à une autre entreprise.',
  'notFound.action': 'Aller à l’accueil',
  'notYours.title': 'Votre rôle ne comprend pas ceci',
  'notYours.owner':
    'Seul un propriétaire peut le faire. Demandez-le-lui, ou demandez-lui de changer votre rôle.',
  'notYours.manager':
    'Seul un propriétaire ou un gérant peut le faire. Demandez-le à l’un d’eux, ou à un propriétaire de changer votre rôle.',
  'notYours.back': 'Retour : {place}',
  uncategorised: 'Sans catégorie',
};
