import { isolated } from '#kernel/isolated.ts';
import type { Localized } from '#kernel/localized.ts';

/** Names of what people can change about an integration or a venue; others go by their stored name. */
const labels: Readonly<Record<string, Localized>> = {
  nickname: { en: 'nickname', fr: 'surnom' },
  everyMinutes: { en: 'minutes between sales checks', fr: 'minutes entre les vérifications' },
  historyFrom: { en: 'history since', fr: 'historique depuis' },
  includeModifiers: { en: 'Include modifiers', fr: 'Inclure les modificateurs' },
  revenueCentre: { en: 'revenue centre', fr: 'centre de revenus' },
  credentials: { en: 'new credentials for', fr: 'nouveaux identifiants pour' },
  name: { en: 'name', fr: 'nom' },
  timeZone: { en: 'time zone', fr: 'fuseau horaire' },
  cutoff: { en: 'cut-off', fr: 'heure de coupure' },
  morningEnd: { en: 'end of the morning', fr: 'fin de matinée' },
  locationsAdded: { en: 'added location', fr: 'emplacement ajouté' },
};

/** `{everyMinutes: {was: 60, now: 15}}` → `minutes between sales checks 60 → 15`. */
export function describeChanges(changes: unknown): Localized {
  const parts = Object.entries((changes ?? {}) as Record<string, unknown>).map(describeChange);
  return {
    en: parts.map((part) => part.en).join(', '),
    fr: parts.map((part) => part.fr).join(', '),
  };
}

function describeChange([name, change]: [string, unknown]): Localized {
  const label = (Object.hasOwn(labels, name) ? labels[name] : undefined) ?? { en: name, fr: name };
  const { was, now, locations } = (change ?? {}) as {
    was?: unknown;
    now?: unknown;
    locations?: unknown;
  };
  if (Array.isArray(locations)) {
    const list = locations.map((name) => isolated(String(name))).join(', ');
    return { en: `${label.en} ${list}`, fr: `${label.fr} ${list}` };
  }
  const [before, after] = [describeValue(was), describeValue(now)];
  return {
    en: `${label.en} ${before.en} → ${after.en}`,
    fr: `${label.fr} ${before.fr} → ${after.fr}`,
  };
}

function describeValue(value: unknown): Localized {
  if (value === null || value === undefined) return { en: 'none', fr: 'aucun' };
  if (value === true) return { en: 'yes', fr: 'oui' };
  if (value === false) return { en: 'no', fr: 'non' };
  const text = isolated(String(value));
  return { en: text, fr: text };
}
