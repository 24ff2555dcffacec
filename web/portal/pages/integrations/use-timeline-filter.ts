import { useNavigate, useSearch } from '@tanstack/react-router';
import type { TimelineFilter } from '../../api/integration.types.ts';

/** What the timeline of the open page is narrowed to: kept in the address. */
export function useTimelineFilter(): {
  filter: TimelineFilter;
  change: (filter: TimelineFilter) => void;
} {
  const { kind, integration, person, from, to } = useSearch({ strict: false });
  const navigate = useNavigate();
  return {
    filter: { kind, integration, person, from, to },
    change: (filter) =>
      void navigate({
        to: '.',
        search: (search) => ({ ...search, ...none, ...filter }),
        replace: true,
        resetScroll: false,
      }),
  };
}

const none = {
  kind: undefined,
  integration: undefined,
  person: undefined,
  from: undefined,
  to: undefined,
} satisfies TimelineFilter;
