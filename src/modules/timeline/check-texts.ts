import { isolated } from '#kernel/isolated.ts';
import type { Localized } from '#kernel/localized.ts';

/** What was looked at, by the kind of the run. */
const kinds: Readonly<Record<string, Localized>> = {
  live: { en: 'Sales check', fr: 'Vérification des ventes' },
  nightly: { en: 'Nightly re-read', fr: 'Relecture de nuit' },
  backfill: { en: 'History import', fr: 'Importation de l’historique' },
  resync: { en: 'Repeated reading', fr: 'Relecture demandée' },
  rederive: { en: 'Derivation of POS items', fr: 'Recalcul des articles POS' },
  file: { en: 'Reading of a sales file', fr: 'Lecture d’un fichier de ventes' },
};

const endings: Readonly<Record<string, Localized>> = {
  'check.running': { en: 'is running', fr: 'en cours' },
  'check.failed': { en: 'failed', fr: 'en échec' },
  'check.deferred': { en: 'put off', fr: 'reportée' },
  'check.cancelled': { en: 'cancelled', fr: 'annulée' },
  'check.interrupted': { en: 'interrupted', fr: 'interrompue' },
};

/** `Sales check of the Cluster integration (LAU-1001): 3 new, 1 changed.` */
export function describeCheck(
  name: string,
  details: Record<string, unknown>,
  link: Localized,
): Localized {
  const kind = kinds[String(details.runKind)] ?? { en: 'Check', fr: 'Vérification' };
  const place = typeof details.location === 'string' ? ` (${isolated(details.location)})` : '';
  const found = endings[name] ?? describeFound(details);
  return {
    en: `${kind.en} of ${link.en}${place}: ${found.en}.`,
    fr: `${kind.fr} de ${link.fr}${place} : ${found.fr}.`,
  };
}

function describeFound(details: Record<string, unknown>): Localized {
  const counted = [
    tell(details.ordersNew, ['new', 'new'], ['nouvelle', 'nouvelles']),
    tell(details.ordersChanged, ['changed', 'changed'], ['modifiée', 'modifiées']),
    tell(details.ordersGone, ['gone', 'gone'], ['disparue', 'disparues']),
    tell(details.ordersQuarantined, ['set aside', 'set aside'], ['mise de côté', 'mises de côté']),
  ].filter((part) => part !== null);
  if (typeof details.posItemsNew === 'number') {
    const count = details.posItemsNew;
    if (count === 0) return { en: 'no new POS item', fr: 'aucun nouvel article POS' };
    return {
      en: `${count.toLocaleString('en')} new POS ${count === 1 ? 'item' : 'items'}`,
      fr: `${count.toLocaleString('fr')} ${count < 2 ? 'nouvel article POS' : 'nouveaux articles POS'}`,
    };
  }
  if (counted.length === 0) return { en: 'nothing new', fr: 'rien de nouveau' };
  return {
    en: counted.map((part) => part.en).join(', '),
    fr: counted.map((part) => part.fr).join(', '),
  };
}

type Forms = readonly [one: string, many: string];

function tell(count: unknown, english: Forms, french: Forms): Localized | null {
  if (typeof count !== 'number' || count === 0) return null;
  return {
    en: `${count.toLocaleString('en')} ${english[count === 1 ? 0 : 1]}`,
    fr: `${count.toLocaleString('fr')} ${french[count < 2 ? 0 : 1]}`,
  };
}
