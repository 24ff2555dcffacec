import { Link } from '@tanstack/react-router';
import type { SalesFile } from '../../api/files.types.ts';
import { useText } from '../../i18n/use-text.ts';

/** The first and last day a file tells of, each leading to its figures. */
export function CoveredDays(props: { file: SalesFile }) {
  const { venueId, result } = props.file;
  if (!result?.firstDate || !result.lastDate) return null;
  const { firstDate, lastDate } = result;
  return (
    <span className="whitespace-nowrap">
      <DayLink venueId={venueId} date={firstDate} />
      {lastDate !== firstDate && (
        <>
          {' – '}
          <DayLink venueId={venueId} date={lastDate} />
        </>
      )}
    </span>
  );
}

function DayLink(props: { venueId: string; date: string }) {
  const { format } = useText();
  return (
    <Link
      to="/v/$venueId/sales/$date"
      params={{ venueId: props.venueId, date: props.date }}
      className="tnum relative rounded-sm text-accent underline decoration-line-strong underline-offset-2 hover:decoration-current"
    >
      {format.date(props.date)}
    </Link>
  );
}
