import type { menu as english } from '../en/menu.ts';

export const menu: Record<keyof typeof english, string> = {
  'menu.hint': 'Ce que vendent les caisses : les articles POS selon leurs ventes.',
  'menu.period': 'Période',
  'menu.days.7': '7 jours',
  'menu.days.30': '30 jours',
  'menu.days.90': '90 jours',
  'menu.days.365': '1 an',
  'menu.search': 'Chercher un nom ou un code',
  'menu.item': 'Article POS',
  'menu.category': 'Catégorie',
  'menu.quantity': 'Quantité',
  'menu.revenue': 'Ventes nettes',
  'menu.share': 'Part',
  'menu.empty': 'Aucun article POS dans cette période',
  'menu.emptyText':
    'Les articles apparaissent d’eux-mêmes avec les ventes importées. Essayez une période plus longue.',
  'menu.noMatch': 'Aucun résultat',
  'menu.noMatchText':
    'Aucun article POS ne porte ce nom ou ce code. Essayez avec moins de lettres.',
};
