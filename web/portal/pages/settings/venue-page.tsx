import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { TextField } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useToast } from '../../../ui/toast.tsx';
import { updateVenue } from '../../api/actions.ts';
import type { Venue } from '../../api/company.types.ts';
import { ApiProblem, problemText } from '../../api/problem.ts';
import { useText } from '../../i18n/use-text.ts';
import { PageHeader } from '../../shell/page-header.tsx';
import { useCurrentVenue, useMay } from '../../shell/session.ts';
import { TimeZoneField } from '../../shell/time-zone-field.tsx';
import { IntegrationsSection } from '../integrations/integrations-section.tsx';
import { ApprovedDaysDialog, approvedDaysOf } from './approved-days-dialog.tsx';
import { Recomputation } from './recomputation.tsx';
import { venueChange } from './venue-change.ts';

export function VenuePage() {
  const { t } = useText();
  const venue = useCurrentVenue();
  if (!venue) return null;
  return (
    <>
      <div className="max-w-2xl">
        <PageHeader title={t('nav.settings')} hint={venue.name} />
        <div className="space-y-5">
          <Recomputation venue={venue} />
          <VenueForm key={venue.id} venue={venue} />
        </div>
      </div>
      <IntegrationsSection key={`${venue.id} integrations`} venueId={venue.id} />
    </>
  );
}

function VenueForm(props: { venue: Venue }) {
  const { t } = useText();
  const toast = useToast();
  const queries = useQueryClient();
  const mayWrite = useMay('venues:write');
  const { venue } = props;
  const [name, setName] = useState(venue.name);
  const [timeZone, setTimeZone] = useState(venue.timeZone);
  const [cutoff, setCutoff] = useState(venue.cutoff.slice(0, 5));
  const [morningEnd, setMorningEnd] = useState(venue.morningEnd.slice(0, 5));
  const { change, isDayRule } = venueChange(venue, {
    name: name.trim(),
    timeZone,
    cutoff,
    morningEnd,
  });
  const save = useMutation({
    mutationFn: (input: Parameters<typeof updateVenue>[1]) => updateVenue(venue.id, input),
    onSuccess: (saved) => {
      queries.setQueryData<Venue[]>(['venues'], (venues) =>
        venues?.map((entry) => (entry.id === saved.id ? saved : entry)),
      );
      toast(t('state.saved'));
      for (const key of [['venues'], ['overview'], ['days', venue.id], ['day', venue.id]]) {
        void queries.invalidateQueries({ queryKey: key });
      }
    },
  });
  const asked = approvedDaysOf(save.error);
  const errorOf = (field: string): string | undefined =>
    save.error instanceof ApiProblem
      ? save.error.errors.find((error) => error.path.endsWith(field))?.message
      : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(change);
  };
  return (
    <Card>
      <form onSubmit={submit}>
        <fieldset disabled={!mayWrite} className="space-y-5">
          <TextField
            label={t('venue.name')}
            value={name}
            required
            maxLength={120}
            error={errorOf('name')}
            onChange={(event) => setName(event.target.value)}
          />
          <TimeZoneField
            value={timeZone}
            onChange={setTimeZone}
            error={errorOf('timeZone')}
            help={t('settings.timeZoneHelp')}
          />
          <div className="grid gap-5 sm:grid-cols-2">
            <TextField
              label={t('settings.cutoff')}
              help={t('settings.cutoffHelp')}
              type="time"
              required
              value={cutoff}
              error={errorOf('cutoff')}
              onChange={(event) => setCutoff(event.target.value)}
            />
            <TextField
              label={t('settings.morningEnd')}
              help={t('settings.morningEndHelp')}
              type="time"
              required
              value={morningEnd}
              error={errorOf('morningEnd')}
              onChange={(event) => setMorningEnd(event.target.value)}
            />
          </div>
          <p className="text-sm text-ink-2">
            {t('settings.currency', { currency: venue.currency })}
          </p>
          {isDayRule && <Notice tone="warn">{t('settings.recomputeWarning')}</Notice>}
          {save.isError && asked === null && (
            <Notice tone="bad" isAlert>
              {problemText(save.error, t('problem.unknown'))}
            </Notice>
          )}
          <Button
            look="primary"
            type="submit"
            isBusy={save.isPending}
            disabled={Object.keys(change).length === 0}
          >
            {t('action.save')}
          </Button>
        </fieldset>
      </form>
      <ApprovedDaysDialog
        days={asked}
        onConfirm={() => save.mutate({ ...change, approvedDays: 'reopen' })}
        onCancel={() => save.reset()}
      />
    </Card>
  );
}
