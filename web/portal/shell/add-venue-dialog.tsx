import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { createVenue } from '../api/actions.ts';
import { problemText } from '../api/problem.ts';
import { useText } from '../i18n/use-text.ts';
import { TimeZoneField } from './time-zone-field.tsx';

export function AddVenueDialog(props: { onClose: () => void; onAdded: (venueId: string) => void }) {
  const { t } = useText();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [currency, setCurrency] = useState('CAD');
  const [timeZone, setTimeZone] = useState(
    () => Intl.DateTimeFormat().resolvedOptions().timeZone || 'America/Toronto',
  );
  const add = useMutation({
    mutationFn: () =>
      createVenue({ name: name.trim(), timeZone, currency: currency.toUpperCase() }),
    onSuccess: async (venue) => {
      await queries.invalidateQueries({ queryKey: ['venues'] });
      props.onAdded(venue.id);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Dialog
      isOpen
      onClose={props.onClose}
      title={t('shell.addVenue')}
      description={t('venue.addText')}
      closeLabel={t('action.close')}
      footer={
        <>
          <Button onClick={props.onClose}>{t('action.cancel')}</Button>
          <Button look="primary" type="submit" form="add-venue" isBusy={add.isPending}>
            {t('shell.addVenue')}
          </Button>
        </>
      }
    >
      <form id="add-venue" onSubmit={submit} className="space-y-4">
        <TextField
          label={t('venue.name')}
          value={name}
          onChange={(event) => setName(event.target.value)}
          required
          maxLength={120}
        />
        <TimeZoneField value={timeZone} onChange={setTimeZone} />
        <TextField
          label={t('venue.currency')}
          help={t('venue.currencyHelp')}
          value={currency}
          onChange={(event) => setCurrency(event.target.value)}
          required
          pattern="[A-Za-z]{3}"
          maxLength={3}
          className="max-w-32"
        />
        {add.isError && (
          <Notice tone="bad" isAlert>
            {problemText(add.error, t('problem.unknown'))}
          </Notice>
        )}
      </form>
    </Dialog>
  );
}
