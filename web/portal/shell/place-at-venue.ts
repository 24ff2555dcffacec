/** The same place at another venue; single bills and integrations belong to one venue alone. */
export function placeAtVenue(pathname: string, venueId: string): string {
  const [, , , place, part] = pathname.split('/');
  if (!pathname.startsWith('/v/') || place === undefined) return `/v/${venueId}/sales`;
  const isShared = place === 'sales' || place === 'settings';
  const tail = isShared && part ? `/${part}` : '';
  return `/v/${venueId}/${place}${tail}`;
}
