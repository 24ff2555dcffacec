import type { IconName } from '../../ui/icon.tsx';
import type { MessageId } from '../i18n/use-text.ts';

/** The places of a venue, in order; `isExact` keeps a parent quiet while its child is open. */
export const venuePlaces = [
  { to: '/v/$venueId/sales', label: 'nav.sales', icon: 'sales', isExact: false },
  { to: '/v/$venueId/menu', label: 'nav.menu', icon: 'menu', isExact: false },
  {
    to: '/v/$venueId/settings/integrations',
    label: 'nav.integrations',
    icon: 'plug',
    isExact: false,
  },
] as const satisfies readonly {
  to: string;
  label: MessageId;
  icon: IconName;
  isExact: boolean;
}[];
