import type { ConnectorDescription } from '../contract.ts';

/** What the portal shows about tills that call us. */
export const description: ConnectorDescription = {
  id: 'push',
  name: { en: 'Push API', fr: 'API d’envoi' },
  kind: 'push',
  summary: {
    en: 'For a till, or a program of yours, that can call an API: it sends each line it sells.',
    fr: 'Pour une caisse, ou un programme à vous, capable d’appeler une API : il envoie chaque ligne vendue.',
  },
  setupInstructions: [
    {
      en: 'Save here first: the calls need an integration to belong to.',
      fr: 'Enregistrez d’abord ici : les appels doivent appartenir à une intégration.',
    },
    {
      en: 'Under Settings → API keys, make a key with the permission to write sales, and give it to whoever programs the till.',
      fr: 'Sous Réglages → Clés API, créez une clé autorisée à écrire des ventes et donnez-la à la personne qui programme la caisse.',
    },
    {
      en: 'The till calls POST /api/v1/venues/{venueId}/sales with its lines: id, date, pluNumber, title, quantity and total. A line that is sent again with the same id counts once; a void is a line of its own with a negative quantity and total.',
      fr: 'La caisse appelle POST /api/v1/venues/{venueId}/sales avec ses lignes : id, date, pluNumber, title, quantity et total. Une ligne renvoyée avec le même id compte une fois ; une annulation est une ligne à part, avec quantité et total négatifs.',
    },
  ],
  vendorContact: {
    en: 'Whoever programmed the calls of your till.',
    fr: 'La personne qui a programmé les appels de votre caisse.',
  },
  credentialFields: [],
  hasManyLocations: false,
  settings: [],
  limits: {
    // Nothing is called.
    requestsPerMinuteMax: 60,
    concurrencyMax: 1,
    timeoutMs: 30_000,
    responseBytesMax: 1_000_000,
    windowDaysMax: 366,
  },
  schedule: { everyMinutes: 24 * 60, minMinutes: 24 * 60, maxMinutes: 24 * 60 },
  history: { monthsDefault: 12, monthsChoices: [12] },
};
