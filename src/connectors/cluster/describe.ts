import type { ConnectorDescription } from '../contract.ts';
import { onboarding } from './onboarding.ts';

/** Everything the portal shows about Cluster before it is connected, and what the engine may ask of it. */
export const description: ConnectorDescription = {
  id: 'cluster',
  name: { en: 'Cluster', fr: 'Cluster' },
  kind: 'api',
  summary: {
    en: 'Reads the bills of a Cluster till every hour: items, modifiers, discounts, taxes, payments and tips.',
    fr: 'Lit chaque heure les additions d’une caisse Cluster : articles, modificateurs, rabais, taxes, paiements et pourboires.',
  },
  setupInstructions: [
    {
      en: 'Ask Cluster for API access to your sales, naming each venue and its address. Write to success@clustersystems.com or call your Cluster representative.',
      fr: 'Demandez à Cluster l’accès API à vos ventes, en nommant chaque établissement et son adresse. Écrivez à success@clustersystems.com ou appelez votre représentant Cluster.',
    },
    {
      en: 'Cluster calls or writes back to confirm the request and charges a one-time fee for each location. Reading your sales here costs nothing more.',
      fr: 'Cluster vous rappelle ou vous répond pour confirmer la demande et facture des frais uniques par emplacement. La lecture de vos ventes ici n’ajoute aucuns frais.',
    },
    {
      en: 'Wait 24 to 48 hours: until Cluster has switched the access on, verifying will say that it is not activated yet.',
      fr: 'Attendez de 24 à 48 heures : tant que Cluster n’a pas activé l’accès, la vérification indiquera qu’il n’est pas encore activé.',
    },
    {
      en: 'Cluster sends an API Key and a Serial # for each location by e-mail. The serial also stands on the terminal, under Settings.',
      fr: 'Cluster envoie par courriel une clé API (API Key) et un numéro de série (Serial #) par emplacement. Le numéro de série figure aussi sur le terminal, sous Settings (Paramètres).',
    },
    {
      en: 'Enter both here. With several locations, choose Add and enter each pair. Then Verify, and Save.',
      fr: 'Entrez les deux ici. Pour plusieurs emplacements, choisissez Ajouter et entrez chaque paire. Ensuite, Vérifier, puis Enregistrer.',
    },
  ],
  onboarding,
  vendorContact: {
    en: 'Cluster: success@clustersystems.com for API access, support@clusterpos.com for the till itself.',
    fr: 'Cluster : success@clustersystems.com pour l’accès API, support@clusterpos.com pour la caisse elle-même.',
  },
  credentialFields: [
    {
      name: 'apiKey',
      label: { en: 'API Key', fr: 'Clé API' },
      help: {
        en: 'From the e-mail Cluster sent after confirming. Kept sealed and never shown again.',
        fr: 'Du courriel envoyé par Cluster après la confirmation. Conservée chiffrée, jamais réaffichée.',
      },
      isSecret: true,
      example: 'a1b2c3d4e5f6a7b8c9d0',
    },
    {
      name: 'serial',
      label: { en: 'Serial #', fr: 'Numéro de série' },
      help: {
        en: 'From the same e-mail, or on the terminal under Settings.',
        fr: 'Du même courriel, ou sur le terminal sous Settings (Paramètres).',
      },
      isSecret: false,
      example: '10482217',
    },
  ],
  hasManyLocations: true,
  settings: [
    {
      name: 'includeModifiers',
      label: { en: 'Include modifiers', fr: 'Inclure les modificateurs' },
      help: {
        en: 'Each combination of an item and its options becomes a POS item of its own: "Can of Pop + Cola" beside "Can of Pop + Orange". Exact for stock, more items to map. Can be changed later.',
        fr: 'Chaque combinaison d’un article et de ses options devient un article de caisse distinct : « Canette + Cola » à côté de « Canette + Orange ». Exact pour l’inventaire, mais plus d’articles à associer. Modifiable plus tard.',
      },
      kind: 'boolean',
    },
    {
      name: 'historyMonths',
      label: { en: 'Months of history', fr: 'Mois d’historique' },
      help: {
        en: 'How many months of past sales the first import brings, newest first.',
        fr: 'Combien de mois de ventes passées la première importation récupère, les plus récentes d’abord.',
      },
      kind: 'months',
    },
    {
      name: 'historyFrom',
      label: { en: 'History since', fr: 'Historique depuis' },
      help: {
        en: 'Instead of a number of months: the first date to import.',
        fr: 'À la place d’un nombre de mois : la première date à importer.',
      },
      kind: 'date',
    },
  ],
  limits: {
    // No limit is published. Enough for a year in under a minute, far from a burden for a relay.
    requestsPerMinuteMax: 240,
    concurrencyMax: 2,
    timeoutMs: 60_000,
    responseBytesMax: 64 * 1024 * 1024,
    windowDaysMax: 10,
  },
  schedule: { everyMinutes: 60, minMinutes: 15, maxMinutes: 24 * 60 },
  history: { monthsDefault: 12, monthsChoices: [6, 12] },
};
