import type { reconcile as english } from '../en/reconcile.ts';

export const reconcile: Record<keyof typeof english, string> = {
  'reconcile.title': 'Rapprochement',
  'reconcile.hint': 'À côté du rapport de fermeture de la caisse (Z)',
  'reconcile.empty':
    'Saisissez le rapport de fermeture de la caisse, ou importez-le d’un fichier, pour voir si ses totaux sont les mêmes que les nôtres ; puis approuvez la journée.',
  'reconcile.enter': 'Saisir le rapport',
  'reconcile.edit': 'Modifier le rapport',
  'reconcile.import': 'Importer d’un fichier',
  'reconcile.importFile': 'Un fichier contenant le rapport de fermeture de la caisse',
  'reconcile.imported':
    'Rempli à partir de {name}. Vérifiez-le ; rien n’est enregistré avant la comparaison.',
  'reconcile.importedNothing': 'Rien dans {name} ne se comprend comme un rapport de fermeture.',
  'reconcile.importHow':
    'Des lignes formées du genre, du nom et du montant sont toujours comprises : net, , 1234,50 – taxe, TPS, 61,20 – catégorie, Repas, 900,00 – paiement, Visa, 1300,00 (colonnes séparées par des points-virgules).',
  'reconcile.importLeft':
    '{count, plural, one {Une ligne n’a pas été comprise :} other {# lignes n’ont pas été comprises :}}',
  'reconcile.importRow': 'Ligne {row} : {text}',
  'reconcile.report': 'Le rapport de fermeture de la caisse',
  'reconcile.reportText':
    'Remplissez ce que dit le rapport. Ce qui reste vide n’est pas comparé ; là où le rapport indique zéro, écrivez 0.',
  'reconcile.net': 'Ventes nettes',
  'reconcile.tax': 'Taxes',
  'reconcile.byTax': 'Taxe par taxe',
  'reconcile.addTax': 'Ajouter une taxe…',
  'reconcile.byCategory': 'Par catégorie',
  'reconcile.addCategory': 'Ajouter une catégorie…',
  'reconcile.byTender': 'Par mode de paiement',
  'reconcile.name': 'Nom',
  'reconcile.addTender': 'Ajouter un mode de paiement…',
  'reconcile.removeUnnamed': 'Retirer cette ligne',
  'reconcile.removeRow': 'Retirer {name}',
  'reconcile.notAnAmount': 'Ce n’est pas un montant. Écrivez-le comme 1234,50.',
  'reconcile.tooLarge':
    'Aucune journée n’atteint ce montant : écrivez au plus {most}, avec ou sans moins.',
  'reconcile.nameless': 'Écrivez son nom, comme dans le rapport.',
  'reconcile.amountless': 'Écrivez ce que dit le rapport, ou retirez cette ligne.',
  'reconcile.twice': 'Ce nom figure déjà ici. Utilisez son champ, ou écrivez un autre nom.',
  'reconcile.save': 'Comparer',
  'reconcile.figure': 'Chiffre',
  'reconcile.ours': 'Nous',
  'reconcile.till': 'Caisse',
  'reconcile.difference': 'Écart',
  'reconcile.none': 'Aucun',
  'reconcile.notTold': 'Non indiqué',
  'reconcile.notCompared': 'Non comparé',
  'reconcile.unknownName': 'Nous n’avons rien de ce nom.',
  'reconcile.counted': 'Nous comptons {ours} et {adjustments} d’ajustements.',
  'reconcile.netCounted':
    'La caisse indique {till} ; nous comptons {ours} et {adjustments} d’ajustements.',
  'reconcile.nothingCompared': 'Le rapport n’indique aucun de nos chiffres : rien n’a été comparé.',
  'reconcile.same':
    '{compared, plural, one {Un chiffre comparé : il concorde.} =2 {2 chiffres comparés : les deux concordent.} other {# chiffres comparés : tous concordent.}}',
  'reconcile.differs':
    '{compared, plural, one {Un chiffre comparé : il diffère.} other {{compared} chiffres comparés : {count, plural, one {un diffère} other {{count} diffèrent}}.}}',
  'reconcile.note': 'Note',
  'reconcile.noteHelp': 'Pourquoi la journée est juste ; requis si elle diffère du rapport.',
  'reconcile.approve': 'Approuver la journée',
  'reconcile.approved':
    'Approuvée par {name}, {at} : désormais, elle ne change que si vous la rouvrez.',
  'reconcile.reopen': 'Rouvrir',
  'reconcile.reopenTitle': 'Rouvrir cette journée ?',
  'reconcile.reopenText':
    'Elle suit de nouveau la caisse : ce que la caisse présente autrement est pris en compte et montré comme rectification. L’approbation tombe ; le journal la conserve.',
  'reconcile.reopenHeldBack':
    '{count, plural, one {Une addition retenue est prise en compte dans un instant.} other {# additions retenues sont prises en compte dans un instant.}}',
  'reconcile.reopened': 'La journée est rouverte.',
  'reconcile.heldBack':
    '{count, plural, one {Depuis l’approbation, la caisse présente autrement une addition de cette journée} other {Depuis l’approbation, la caisse présente autrement # additions de cette journée}} ({kinds}). Rien n’a été changé. Rouvrez la journée pour suivre la caisse.',
  'reconcile.heldBack.late': '{count, plural, one {# tardive} other {# tardives}}',
  'reconcile.heldBack.edited': '{count, plural, one {# modifiée} other {# modifiées}}',
  'reconcile.heldBack.voided': '{count, plural, one {# annulée} other {# annulées}}',
  'reconcile.heldBack.gone': '{count, plural, one {# disparue} other {# disparues}}',
  'reconcile.heldBack.returned': '{count, plural, one {# revenue} other {# revenues}}',
  'reconcile.adjustments': 'Ajustements',
  'reconcile.adjustmentsText':
    'Montants ajoutés à la main. Ils comptent quand la journée est comparée au rapport, n’entrent pas dans ses chiffres de vente et restent à travers chaque resynchronisation.',
  'reconcile.adjust': 'Ajouter un ajustement',
  'reconcile.amount': 'Montant',
  'reconcile.amountHelp': 'Net, avant taxes. Avec un moins pour retirer de la journée.',
  'reconcile.category': 'Catégorie',
  'reconcile.tender': 'Mode de paiement',
  'reconcile.reason': 'Raison',
  'reconcile.add': 'Ajouter',
  'reconcile.remove': 'Retirer l’ajustement « {reason} »',
  'reconcile.removed': 'L’ajustement a été retiré.',
  'reconcile.adjustedNet': 'Net avec ajustements',
  'reconcile.by': '{name}, {at}',
};
