import { useQuery } from '@tanstack/react-query';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/field.tsx';
import { SelectField } from '../../../ui/select.tsx';
import {
  type TimelineFilter,
  type TimelineOf,
  timelineKinds,
} from '../../api/integration.types.ts';
import { downloadTimeline, integrationsQuery, timelinePeopleQuery } from '../../api/queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { ExportButton } from '../../shell/export-button.tsx';
import { integrationName } from './integration-name.ts';

const all = '';

/** What the timeline is narrowed to, and the same as a file. */
export function TimelineFilters(props: {
  of: TimelineOf;
  venueId: string;
  filter: TimelineFilter;
  onChange: (filter: TimelineFilter) => void;
}) {
  const { t } = useText();
  const { filter, of, venueId } = props;
  const isOfVenue = 'venueId' in of;
  const people = useQuery(timelinePeopleQuery(venueId));
  const active = useQuery({ ...integrationsQuery(venueId, true), enabled: isOfVenue });
  const inactive = useQuery({ ...integrationsQuery(venueId, false), enabled: isOfVenue });
  const integrations = [...(active.data ?? []), ...(inactive.data ?? [])];
  const change = (part: TimelineFilter) => props.onChange({ ...filter, ...part });
  const isNarrowed = Object.values(filter).some((value) => value !== undefined);
  return (
    <search aria-label={t('timeline.filters')} className="mb-5 border-b border-line pb-4">
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5">
        <SelectField
          label={t('timeline.kind')}
          value={filter.kind ?? all}
          onChange={(kind) => change({ kind: timelineKinds.find((each) => each === kind) })}
          options={[
            { value: all, label: t('timeline.all') },
            ...timelineKinds.map((kind) => ({ value: kind, label: t(`timeline.kind.${kind}`) })),
          ]}
        />
        {isOfVenue && (
          <SelectField
            label={t('timeline.integration')}
            value={filter.integration ?? all}
            onChange={(value) => change({ integration: value || undefined })}
            options={[
              { value: all, label: t('timeline.all') },
              ...integrations.map((each) => ({ value: each.id, label: integrationName(each) })),
            ]}
          />
        )}
        <SelectField
          label={t('timeline.person')}
          value={filter.person ?? all}
          onChange={(value) => change({ person: value || undefined })}
          options={[
            { value: all, label: t('timeline.everybody') },
            { value: 'system', label: 'Tillbridge' },
            ...(people.data ?? []).map((person) => ({ value: person.id, label: person.name })),
          ]}
        />
        <TextField
          label={t('timeline.from')}
          type="date"
          value={filter.from ?? ''}
          max={filter.to}
          onChange={(event) => change({ from: event.target.value || undefined })}
        />
        <TextField
          label={t('timeline.to')}
          type="date"
          value={filter.to ?? ''}
          min={filter.from}
          onChange={(event) => change({ to: event.target.value || undefined })}
        />
      </div>
      <div className="mt-3 flex flex-wrap gap-2">
        <ExportButton label={t('timeline.export')} download={() => downloadTimeline(of, filter)} />
        {isNarrowed && (
          <Button size="sm" look="ghost" icon="close" onClick={() => props.onChange({})}>
            {t('timeline.clear')}
          </Button>
        )}
      </div>
    </search>
  );
}
