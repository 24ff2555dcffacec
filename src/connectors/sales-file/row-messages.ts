/** Sentences about rows that are not what they seem, for people. */

import type { Localized } from '#kernel/localized.ts';
import { short } from './messages.ts';

export function unknownZoneName(cell: string): Localized {
  return {
    en: `"${short(cell)}" names a time zone we do not know, so its time cannot be told.`,
    fr: `« ${short(cell)} » nomme un fuseau horaire inconnu ; l’heure ne peut donc être établie.`,
  };
}
