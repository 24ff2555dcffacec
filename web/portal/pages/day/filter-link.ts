import { useNavigate, useSearch } from '@tanstack/react-router';
import type { BillFilter } from '../../api/sales.queries.ts';

const scrollToBills = () =>
  document.getElementById('bills')?.scrollIntoView({ behavior: 'smooth', block: 'start' });

/** Which bills are asked for, and the way to ask: choosing the same number again lets go of it. */
export function useBillFilter(): {
  filter: BillFilter;
  isFiltered: boolean;
  choose: (part: BillFilter) => void;
  clear: (name: keyof BillFilter) => void;
} {
  const { category, hour, tender, only } = useSearch({ from: '/app/v/$venueId/sales/$date' });
  const navigate = useNavigate({ from: '/v/$venueId/sales/$date' });
  const filter = { category, hour, tender, only };
  const set = (change: BillFilter) =>
    navigate({ search: (search) => ({ ...search, ...change }), replace: true, resetScroll: false });
  return {
    filter,
    isFiltered: Object.values(filter).some((value) => value !== undefined),
    choose: (part) => {
      const [name, value] = Object.entries(part)[0] as [keyof BillFilter, string];
      const isSame = filter[name] === value;
      void set({ [name]: isSame ? undefined : value });
      if (!isSame) scrollToBills();
    },
    clear: (name) => void set({ [name]: undefined }),
  };
}
