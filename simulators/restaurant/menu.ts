/** The house menu: what a Québec restaurant with a bar sells, as its till names it. */

export type ModifierGroup =
  | 'size'
  | 'wings'
  | 'sauce'
  | 'extra'
  | 'without'
  | 'cooking'
  | 'milk'
  | 'pour';

/** Parts of the day in which people order differently. */
export const DAYPARTS = ['lunch', 'dinner', 'late'] as const;

export interface MenuModifier {
  code: string;
  name: string;
  priceMinor: number;
}

export interface MenuItem {
  code: string;
  name: string;
  category: string;
  priceMinor: number;
  /** Relative popularity at lunch, dinner and late at night. */
  weights: readonly [number, number, number];
  groups: readonly ModifierGroup[];
  /** Basic groceries carry neither GST nor QST. */
  isTaxed: boolean;
  /** Sold by the kilogram: quantities such as 0.345. */
  isWeighed: boolean;
  isAlcohol: boolean;
}

type Row = readonly [string, number, readonly [number, number, number], ...ModifierGroup[]];

const SECTIONS: readonly { category: string; first: number; rows: readonly Row[] }[] = [
  {
    category: 'Entrées',
    first: 101,
    rows: [
      ["Soupe à l'oignon gratinée", 1150, [9, 8, 1]],
      ['Soupe du jour', 695, [14, 5, 0]],
      ['Salade César', 1295, [10, 7, 1], 'extra', 'without'],
      ['Calmars frits', 1550, [5, 12, 5], 'sauce'],
      ['Ailes de poulet / Chicken Wings', 1695, [6, 14, 22], 'wings', 'size', 'sauce'],
      ['Nachos suprêmes', 1795, [4, 10, 18], 'extra', 'without'],
      ['Tartare de saumon', 1850, [4, 11, 2]],
      ['Bruschetta', 1095, [4, 8, 2]],
      ["Rondelles d'oignon", 895, [5, 7, 12], 'sauce'],
      ['Cornichons frits / Fried Pickles', 995, [2, 6, 11], 'sauce'],
    ],
  },
  {
    category: 'Poutines',
    first: 201,
    rows: [
      ['Poutine classique', 1195, [12, 10, 26], 'size', 'sauce', 'extra'],
      ['Poutine italienne', 1395, [5, 5, 9], 'size', 'extra'],
      ['Poutine smoked meat', 1695, [6, 7, 13], 'size', 'extra'],
      ['Poutine au canard confit', 1995, [2, 7, 3], 'size'],
      ['Poutine végé', 1395, [4, 4, 5], 'size', 'extra', 'without'],
      ['Frites maison', 595, [12, 10, 14], 'size', 'sauce'],
      ['Frites de patates douces', 695, [6, 7, 5], 'sauce'],
    ],
  },
  {
    category: 'Burgers & sandwichs',
    first: 301,
    rows: [
      ['Burger classique', 1695, [14, 13, 9], 'cooking', 'extra', 'without', 'sauce'],
      ['Bacon Cheeseburger', 1895, [12, 13, 9], 'cooking', 'extra', 'without'],
      ['Burger végétarien', 1795, [6, 5, 2], 'extra', 'without'],
      ['Smoked Meat sur seigle', 1795, [16, 7, 3], 'extra', 'without'],
      ['Club sandwich', 1750, [15, 6, 3], 'without', 'sauce'],
      ['Croque-monsieur', 1450, [9, 3, 1]],
      ['Sandwich au poulet croustillant', 1695, [10, 8, 5], 'sauce', 'extra', 'without'],
      ['Grilled Cheese à la québécoise', 1395, [8, 3, 4], 'extra'],
      ['Guédille au homard / Lobster Roll', 2895, [4, 6, 1], 'extra'],
    ],
  },
  {
    category: 'Plats principaux',
    first: 401,
    rows: [
      ['Bavette, frites et échalotes', 2895, [6, 16, 1], 'cooking', 'sauce'],
      ['Steak de faux-filet 10 oz', 3995, [2, 11, 0], 'cooking', 'sauce', 'extra'],
      ['Fish & Chips', 2095, [11, 11, 3], 'sauce', 'size'],
      ['Poulet rôti, demi', 2395, [6, 10, 1], 'sauce'],
      ['Côtes levées / Baby Back Ribs', 2995, [3, 12, 2], 'size', 'sauce'],
      ['Pavé de saumon érable', 2795, [5, 11, 0], 'without'],
      ['Linguine carbonara', 2095, [7, 10, 1], 'extra'],
      ['Macaroni au fromage', 1795, [6, 8, 5], 'extra'],
      ['Pâté chinois du chef', 1795, [9, 6, 0]],
      ['Tourtière du Lac', 1995, [5, 6, 0]],
      ['Bol poké thon', 2195, [8, 7, 0], 'extra', 'without', 'sauce'],
      ['Salade repas au kg', 2650, [7, 2, 0]],
    ],
  },
  {
    category: 'Pizzas',
    first: 501,
    rows: [
      ['Pizza Margherita', 1695, [6, 9, 7], 'size', 'extra', 'without'],
      ['Pizza pepperoni', 1795, [7, 10, 12], 'size', 'extra'],
      ['Pizza toute garnie / All Dressed', 1995, [6, 10, 11], 'size', 'extra', 'without'],
      ['Pizza bûcheron', 2095, [3, 6, 3], 'size', 'extra', 'without'],
      ['Pizza chèvre & figues', 2095, [2, 5, 1], 'size'],
      ['Calzone', 1895, [3, 5, 2], 'extra'],
    ],
  },
  {
    category: 'Enfants / Kids',
    first: 601,
    rows: [
      ['Croquettes de poulet', 1095, [5, 6, 0], 'sauce'],
      ['Mini-burger', 1095, [4, 4, 0], 'without'],
      ['Pâtes sauce tomate', 995, [4, 5, 0], 'extra'],
      ['Grilled Cheese enfant', 950, [3, 3, 0]],
    ],
  },
  {
    category: 'Desserts',
    first: 701,
    rows: [
      ['Crème brûlée', 950, [4, 10, 1]],
      ['Tarte au sucre', 850, [5, 7, 1], 'extra'],
      ['Pouding chômeur', 895, [4, 9, 1]],
      ['Gâteau au fromage', 950, [4, 8, 2]],
      ['Brownie, crème glacée', 995, [4, 8, 2]],
      ['Beignes maison (6)', 795, [3, 4, 2], 'sauce'],
    ],
  },
  {
    category: 'Boissons & cafés',
    first: 801,
    rows: [
      ['Café filtre', 325, [20, 10, 1], 'milk'],
      ['Espresso', 375, [10, 10, 1], 'size'],
      ['Latté', 525, [9, 4, 0], 'milk', 'size'],
      ['Thé / Tea', 350, [7, 6, 0]],
      ['Chocolat chaud', 450, [4, 4, 1]],
      ['Boisson gazeuse / Soft Drink', 395, [28, 18, 12], 'size'],
      ["Jus d'orange", 425, [7, 3, 2]],
      ['Eau pétillante', 495, [9, 11, 5]],
      ['Limonade maison', 550, [8, 6, 3]],
    ],
  },
  {
    category: 'Bières',
    first: 901,
    rows: [
      ['Blonde en fût', 795, [10, 22, 40], 'pour'],
      ['Rousse en fût', 825, [6, 16, 26], 'pour'],
      ['IPA locale', 895, [6, 18, 28], 'pour'],
      ['Blanche', 850, [5, 13, 16], 'pour'],
      ['Stout nitro', 925, [2, 7, 9], 'pour'],
      ['Bière sans alcool', 650, [3, 4, 4]],
      ['Cidre rosé', 895, [3, 7, 8]],
      ['Bouteille importée', 875, [2, 8, 20]],
    ],
  },
  {
    category: 'Vins',
    first: 1001,
    rows: [
      ['Vin maison rouge, verre', 1050, [5, 18, 9]],
      ['Vin maison blanc, verre', 1050, [6, 16, 8]],
      ['Rosé, verre', 1100, [3, 8, 4]],
      ['Mousseux, flûte', 1250, [2, 7, 6]],
      ['Côtes-du-Rhône, bouteille', 5200, [1, 6, 1]],
      ['Chardonnay, bouteille', 4900, [1, 5, 1]],
    ],
  },
  {
    category: 'Cocktails & spiritueux',
    first: 1101,
    rows: [
      ['Caesar', 1250, [6, 10, 11], 'extra'],
      ['Spritz', 1350, [4, 11, 9]],
      ['Mojito', 1350, [2, 9, 12], 'extra'],
      ['Old Fashioned', 1450, [1, 9, 12]],
      ['Gin-tonic', 1150, [2, 10, 20], 'pour'],
      ['Rhum & cola', 1050, [1, 7, 22], 'pour'],
      ['Shooter', 700, [0, 3, 34]],
      ['Mocktail du moment', 950, [3, 5, 4]],
    ],
  },
  {
    category: 'Boutique',
    first: 1201,
    rows: [
      ["Sirop d'érable 540 ml", 1495, [2, 2, 0]],
      ['Café en grains 340 g', 1895, [2, 1, 0]],
      ['Carte-cadeau (étui)', 200, [1, 1, 0]],
    ],
  },
];

const ALCOHOL: readonly string[] = ['Bières', 'Vins', 'Cocktails & spiritueux'];
const UNTAXED: readonly string[] = ["Sirop d'érable 540 ml", 'Café en grains 340 g'];
const DRY: readonly string[] = ['Bière sans alcool', 'Mocktail du moment'];

/** All items of the house, in till order. */
export const MENU: readonly MenuItem[] = SECTIONS.flatMap(({ category, first, rows }) =>
  rows.map(([name, priceMinor, weights, ...groups], index) => ({
    code: String(first + index),
    name,
    category,
    priceMinor,
    weights,
    groups,
    isTaxed: !UNTAXED.includes(name),
    isWeighed: name.endsWith('au kg'),
    isAlcohol: ALCOHOL.includes(category) && !DRY.includes(name),
  })),
);

/** What may be chosen with an item; an empty price is a wish without effect on the bill. */
export const MODIFIERS: Record<ModifierGroup, readonly MenuModifier[]> = {
  size: [
    { code: 'SZ-P', name: 'Petit', priceMinor: -200 },
    { code: 'SZ-M', name: 'Moyen', priceMinor: 0 },
    { code: 'SZ-G', name: 'Grand', priceMinor: 350 },
  ],
  wings: [
    { code: 'FL-BUF', name: 'Buffalo', priceMinor: 0 },
    { code: 'FL-BBQ', name: 'BBQ fumé', priceMinor: 0 },
    { code: 'FL-MA', name: 'Miel & ail', priceMinor: 0 },
    { code: 'FL-ERA', name: 'Érable & bourbon', priceMinor: 100 },
    { code: 'FL-SUI', name: 'Suicide', priceMinor: 0 },
  ],
  sauce: [
    { code: 'SA-BRU', name: 'Sauce brune', priceMinor: 0 },
    { code: 'SA-POI', name: 'Sauce au poivre', priceMinor: 150 },
    { code: 'SA-MAY', name: 'Mayo épicée', priceMinor: 75 },
    { code: 'SA-TAR', name: 'Tartare', priceMinor: 0 },
    { code: 'SA-COT', name: 'Sauce à côté', priceMinor: 0 },
  ],
  extra: [
    { code: 'EX-FRO', name: 'Extra fromage', priceMinor: 250 },
    { code: 'EX-BAC', name: 'Extra bacon', priceMinor: 295 },
    { code: 'EX-AVO', name: 'Ajout avocat', priceMinor: 325 },
    { code: 'EX-POU', name: 'Ajout poulet', priceMinor: 595 },
    { code: 'EX-CHA', name: 'Extra champignons', priceMinor: 175 },
  ],
  without: [
    { code: 'NO-OIG', name: 'Sans oignon / No onion', priceMinor: 0 },
    { code: 'NO-GLU', name: 'Sans gluten', priceMinor: 200 },
    { code: 'NO-FRO', name: 'Sans fromage', priceMinor: 0 },
    { code: 'NO-TOM', name: 'Sans tomate', priceMinor: 0 },
  ],
  cooking: [
    { code: 'CU-BLE', name: 'Bleu', priceMinor: 0 },
    { code: 'CU-SAI', name: 'Saignant', priceMinor: 0 },
    { code: 'CU-MSA', name: 'Mi-saignant', priceMinor: 0 },
    { code: 'CU-APO', name: 'À point', priceMinor: 0 },
    { code: 'CU-BCU', name: 'Bien cuit', priceMinor: 0 },
  ],
  milk: [
    { code: 'LA-AVO', name: "Lait d'avoine", priceMinor: 85 },
    { code: 'LA-DEC', name: 'Décaféiné', priceMinor: 0 },
    { code: 'LA-DBL', name: 'Double', priceMinor: 125 },
  ],
  pour: [
    { code: 'VE-GAL', name: 'Galopin', priceMinor: -250 },
    { code: 'VE-PIN', name: 'Pinte', priceMinor: 0 },
    { code: 'VE-PIC', name: 'Pichet', priceMinor: 1400 },
    { code: 'VE-DBL', name: 'Double', priceMinor: 450 },
  ],
};
