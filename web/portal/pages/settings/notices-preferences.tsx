import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { ChoiceGroup } from '../../../ui/choice.tsx';
import { TextField } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { SelectField } from '../../../ui/select.tsx';
import { useToast } from '../../../ui/toast.tsx';
import {
  type NoticePreferences,
  noticeKinds,
  saveNoticePreferences,
} from '../../api/notice.queries.ts';
import { problemText } from '../../api/problem.ts';
import { venuesQuery } from '../../api/queries.ts';
import { useText } from '../../i18n/use-text.ts';
import { useMe } from '../../shell/session.ts';
import { draftTroubles } from './notices-draft.ts';

const gatherChoices = [0, 5, 15, 60, 240, 720];
const usualNight = { from: '22:00', to: '07:00' };

/** What a person is told, when and in which language. */
export function NoticePreferencesForm(props: { preferences: NoticePreferences }) {
  const { t } = useText();
  const me = useMe();
  const toast = useToast();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(props.preferences);
  const troubles = draftTroubles(draft);
  const change = (part: Partial<NoticePreferences>) => setDraft({ ...draft, ...part });
  const save = useMutation({
    mutationFn: () => saveNoticePreferences(draft),
    onSuccess: ({ preferences }) => {
      queries.setQueryData(['notice-preferences'], preferences);
      toast(t('state.saved'));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // What is wrong stands at its field already.
    if (!troubles.hasNoVenue && !troubles.isQuietNever) save.mutate();
  };
  return (
    <Card title={t('notices.yours')} hint={t('notices.yoursHint', { email: me.user?.email ?? '' })}>
      <form onSubmit={submit} className="space-y-5">
        <Kinds draft={draft} onChange={change} />
        <Venues draft={draft} onChange={change} />
        <ChoiceGroup<'both' | 'en' | 'fr'>
          legend={t('notices.language')}
          value={draft.language ?? 'both'}
          onChange={(value) => change({ language: value === 'both' ? null : value })}
          choices={[
            { value: 'both', label: t('notices.bothLanguages') },
            { value: 'en', label: 'English' },
            { value: 'fr', label: 'Français' },
          ]}
        />
        <Gathering draft={draft} onChange={change} />
        <QuietHours draft={draft} onChange={change} />
        {save.isError && (
          <Notice tone="bad" isAlert>
            {problemText(save.error, t('problem.unknown'))}
          </Notice>
        )}
        <Button
          look="primary"
          type="submit"
          isBusy={save.isPending}
          disabled={JSON.stringify(draft) === JSON.stringify(props.preferences)}
        >
          {t('action.save')}
        </Button>
      </form>
    </Card>
  );
}

interface PartProps {
  draft: NoticePreferences;
  onChange: (part: Partial<NoticePreferences>) => void;
}

function Kinds({ draft, onChange }: PartProps) {
  const { t } = useText();
  // Webhooks are the owners' business: nobody else is told of them.
  const isOwner = useMe().role === 'owner';
  const offered = noticeKinds.filter((kind) => isOwner || kind !== 'webhook_disabled');
  return (
    <fieldset className="space-y-2">
      <legend className="mb-1.5 text-sm font-medium">{t('notices.kinds')}</legend>
      {offered.map((kind) => (
        <Checkbox
          key={kind}
          label={t(`notices.kind.${kind}`)}
          isChecked={draft.kinds.includes(kind)}
          onChange={(isChecked) =>
            onChange({
              kinds: noticeKinds.filter((each) =>
                each === kind ? isChecked : draft.kinds.includes(each),
              ),
            })
          }
        />
      ))}
    </fieldset>
  );
}

function Venues({ draft, onChange }: PartProps) {
  const { t } = useText();
  const { data: venues = [] } = useQuery(venuesQuery());
  const noteId = useId();
  const { venueIds } = draft;
  const { hasNoVenue } = draftTroubles(draft);
  return (
    <div className="space-y-3">
      <ChoiceGroup<'all' | 'some'>
        legend={t('notices.venues')}
        value={venueIds === null ? 'all' : 'some'}
        onChange={(value) =>
          onChange({ venueIds: value === 'all' ? null : venues.map(({ id }) => id) })
        }
        choices={[
          { value: 'all', label: t('notices.allVenues') },
          { value: 'some', label: t('notices.someVenues') },
        ]}
      />
      {venueIds !== null && (
        <fieldset className="space-y-2" aria-describedby={hasNoVenue ? noteId : undefined}>
          <legend className="sr-only">{t('notices.someVenues')}</legend>
          {venues.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={<bdi>{name}</bdi>}
              isChecked={venueIds.includes(id)}
              onChange={(isChecked) =>
                onChange({
                  venueIds: isChecked
                    ? [...venueIds, id]
                    : venueIds.filter((venueId) => venueId !== id),
                })
              }
            />
          ))}
          {hasNoVenue && (
            <p id={noteId} role="alert" className="text-xs text-bad">
              {t('notices.noVenue')}
            </p>
          )}
        </fieldset>
      )}
    </div>
  );
}

function Gathering({ draft, onChange }: PartProps) {
  const { t } = useText();
  const { gatherMinutes } = draft;
  const choices = [...new Set([...gatherChoices, gatherMinutes])].sort((a, b) => a - b);
  const labelOf = (minutes: number): string => {
    if (minutes === 0) return t('notices.gatherNone');
    if (minutes % 60 === 0) return t('notices.gatherHours', { count: minutes / 60 });
    return t('notices.gatherMinutes', { count: minutes });
  };
  return (
    <SelectField
      className="max-w-sm"
      label={t('notices.gather')}
      help={t('notices.gatherHelp')}
      value={String(gatherMinutes)}
      onChange={(value) => onChange({ gatherMinutes: Number(value) })}
      options={choices.map((minutes) => ({ value: String(minutes), label: labelOf(minutes) }))}
    />
  );
}

function QuietHours({ draft, onChange }: PartProps) {
  const { t } = useText();
  const { quietHours } = draft;
  return (
    <div className="space-y-3">
      <Checkbox
        label={t('notices.quiet')}
        help={t('notices.quietHelp')}
        isChecked={quietHours !== null}
        onChange={(isChecked) => onChange({ quietHours: isChecked ? usualNight : null })}
      />
      {quietHours !== null && (
        <div className="grid max-w-sm grid-cols-2 gap-4">
          <TextField
            label={t('notices.quietFrom')}
            type="time"
            required
            value={quietHours.from}
            onChange={(event) =>
              onChange({ quietHours: { ...quietHours, from: event.target.value } })
            }
          />
          <TextField
            label={t('notices.quietTo')}
            type="time"
            required
            value={quietHours.to}
            error={draftTroubles(draft).isQuietNever ? t('notices.quietNever') : undefined}
            onChange={(event) =>
              onChange({ quietHours: { ...quietHours, to: event.target.value } })
            }
          />
        </div>
      )}
    </div>
  );
}
