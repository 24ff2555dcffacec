import type { home as english } from '../en/home.ts';

export const home: Record<keyof typeof english, string> = {
  'home.morning': 'Bonjour, {name}',
  'home.afternoon': 'Bon après-midi, {name}',
  'home.evening': 'Bonsoir, {name}',
  'home.hint': 'Vos lieux aujourd’hui, et ce qui a besoin de vous.',
  'home.today': 'Aujourd’hui',
  'home.netToday': 'Ventes nettes',
  'home.vsLastWeek': 'p. r. à {weekday} dernier, même heure',
  'home.notComparable.missing': 'Non comparable : rien n’a été lu de {weekday} dernier',
  'home.notComparable.partial': 'Non comparable : {weekday} dernier est partiel',
  'home.yesterday': 'Hier',
  'home.sevenDays': '7 derniers jours',
  'home.noTill': 'Aucune caisse reliée',
  'home.noVenue':
    'Il n’y a pas encore de lieu. Un propriétaire peut en ajouter un depuis le menu des lieux.',
  'home.sparkSummary':
    'Ventes nettes des 14 derniers jours : {count, plural, one {# jour connu} other {# jours connus}}, meilleur jour {max}',
  'home.attention': 'À surveiller',
  'home.nothing': 'Rien pour l’instant.',
  'home.severity.critical': 'Critique',
  'home.severity.warning': 'Avertissement',
  'home.severity.info': 'Pour information',
  'first.title': 'Reliez votre première caisse',
  'first.text':
    'Tillbridge lit vos ventes depuis la caisse, jour après jour, et les garde justes quand une addition change plus tard.',
  'first.one': 'Choisissez votre type de POS et entrez les identifiants reçus du fournisseur.',
  'first.two': 'Appuyez sur Vérifier : la caisse répond en quelques secondes, ou dit quoi faire.',
  'first.three': 'Lisez vos journées récentes pendant que l’historique arrive encore.',
};
