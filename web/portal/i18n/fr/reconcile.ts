import type { reconcile as english } from '../en/reconcile.ts';

export const reconcile: Record<keyof typeof english, string> = {
  'reconcile.title': 'Rapprochement',
  'reconcile.hint': 'À côté du rapport de fermeture de la caisse (Z)',
  'reconcile.empty':
    'Saisissez le rapport de fermeture de la caisse pour voir si ses totaux sont les mêmes que les nôtres, puis approuvez la journée.',
  'reconcile.enter': 'Saisir le rapport',
  'reconcile.edit': 'Modifier le rapport',
  'reconcile.report': 'Le rapport de fermeture de la caisse',
  'reconcile.reportText': 'Remplissez ce que dit le rapport ; laissez le reste vide.',
  'reconcile.net': 'Ventes nettes',
  'reconcile.tax': 'Taxes',
  'reconcile.byCategory': 'Par catégorie',
  'reconcile.byTender': 'Par mode de paiement',
  'reconcile.notAnAmount': 'Ce n’est pas un montant. Écrivez-le comme 1234,50.',
  'reconcile.save': 'Comparer',
  'reconcile.figure': 'Chiffre',
  'reconcile.ours': 'Nous',
  'reconcile.till': 'Caisse',
  'reconcile.difference': 'Écart',
  'reconcile.none': 'Aucun',
  'reconcile.same': 'Tous les chiffres du rapport sont les mêmes que les nôtres.',
  'reconcile.differs':
    '{count, plural, one {Un chiffre diffère du rapport.} other {# chiffres diffèrent du rapport.}}',
  'reconcile.note': 'Note',
  'reconcile.noteHelp': 'Pourquoi la journée est juste ; requis si elle diffère du rapport.',
  'reconcile.approve': 'Approuver la journée',
  'reconcile.approved':
    'Approuvée par {name}, {at}. Désormais, elle ne change que si vous la rouvrez.',
  'reconcile.reopen': 'Rouvrir',
  'reconcile.heldBack':
    '{count, plural, one {Depuis l’approbation, la caisse présente autrement une addition de cette journée} other {Depuis l’approbation, la caisse présente autrement # additions de cette journée}} (tardives {late}, modifiées {edited}, disparues {gone}). Rien n’a été changé. Rouvrez la journée pour les prendre en compte.',
  'reconcile.adjustments': 'Ajustements',
  'reconcile.adjustmentsText':
    'Montants ajoutés à la main. Ils restent à travers chaque resynchronisation.',
  'reconcile.adjust': 'Ajouter un ajustement',
  'reconcile.amount': 'Montant',
  'reconcile.amountHelp': 'Net, avant taxes. Avec un moins pour retirer de la journée.',
  'reconcile.category': 'Catégorie',
  'reconcile.reason': 'Raison',
  'reconcile.add': 'Ajouter',
  'reconcile.remove': 'Retirer l’ajustement « {reason} »',
  'reconcile.removed': 'L’ajustement a été retiré.',
  'reconcile.adjustedNet': 'Net avec ajustements',
  'reconcile.by': '{name}, {at}',
};
