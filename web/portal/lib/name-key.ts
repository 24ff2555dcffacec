/** A name as names are compared: whatever its case, its accents, and the spaces around and within. */
export function toNameKey(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').trim().replace(/\s+/g, ' ').toLowerCase();
}
