import type { ConnectorDescription } from '../contract.ts';
import { limits } from './limits.ts';

/** What the portal shows about sales files. */
export const description: ConnectorDescription = {
  id: 'sales-file',
  name: { en: 'Sales file', fr: 'Fichier de ventes' },
  kind: 'file',
  summary: {
    en: 'Reads the sales files a till exports, uploaded or sent by e-mail: CSV, XLSX or XLS, with columns in English or French.',
    fr: 'Lit les fichiers de ventes qu’une caisse exporte, téléversés ou envoyés par courriel : CSV, XLSX ou XLS, avec des colonnes en français ou en anglais.',
  },
  setupInstructions: [
    {
      en: 'In the till, find the export of items sold. Best is one row for each item on each receipt ("item details"); a list of items sold a day works too.',
      fr: 'Dans la caisse, trouvez l’exportation des articles vendus. L’idéal est une ligne par article et par reçu (« détail des articles ») ; une liste des articles vendus par jour convient aussi.',
    },
    {
      en: 'It needs at least the date, the name or code of the item, the quantity and the net sales. More columns do no harm.',
      fr: 'Il faut au moins la date, le nom ou le code de l’article, la quantité et les ventes nettes. Des colonnes de plus ne gênent pas.',
    },
    {
      en: 'Save here: the integration then has an e-mail address of its own. Have the till send its daily report there, or upload the files.',
      fr: 'Enregistrez ici : l’intégration reçoit alors sa propre adresse courriel. Faites-y envoyer le rapport quotidien de la caisse, ou téléversez les fichiers.',
    },
    {
      en: 'If a column is not recognised in the first file, you are asked once; the answer holds for every file of the same layout.',
      fr: 'Si une colonne n’est pas reconnue dans le premier fichier, on vous le demande une fois ; la réponse vaut pour tous les fichiers de même disposition.',
    },
  ],
  vendorContact: {
    en: 'The maker of your till, for how to export or schedule the report of items sold.',
    fr: 'Le fabricant de votre caisse, pour savoir comment exporter ou planifier le rapport des articles vendus.',
  },
  credentialFields: [],
  hasManyLocations: false,
  settings: [
    {
      name: 'includeModifiers',
      label: { en: 'Include modifiers', fr: 'Inclure les modificateurs' },
      help: {
        en: 'Each combination of an item and its options becomes a POS item of its own, whatever the order the options are written in. Can be changed later.',
        fr: 'Chaque combinaison d’un article et de ses options devient un article de caisse distinct, quel que soit l’ordre des options. Modifiable plus tard.',
      },
      kind: 'boolean',
    },
  ],
  limits: {
    // Nothing is called; these bound what a file may be.
    requestsPerMinuteMax: 60,
    concurrencyMax: 1,
    timeoutMs: limits.readMs,
    responseBytesMax: limits.fileBytesMax,
    windowDaysMax: 366,
  },
  schedule: { everyMinutes: 24 * 60, minMinutes: 24 * 60, maxMinutes: 24 * 60 },
  history: { monthsDefault: 12, monthsChoices: [12] },
};
