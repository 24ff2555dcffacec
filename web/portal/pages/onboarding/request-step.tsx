import { useState } from 'react';
import { TextField } from '../../../ui/field.tsx';
import type { Onboarding } from '../../api/onboarding.ts';
import { useText } from '../../i18n/use-text.ts';
import { fillMail, readIdentities } from './fill-mail.ts';
import { MailText } from './mail-text.tsx';

/** Whom to write to and what, with the tills named as they are typed. */
export function RequestStep(props: {
  list: Onboarding;
  venueName: string;
  /** What was typed, for whoever ticks the step. */
  typed: string;
  onType: (typed: string) => void;
}) {
  const { t } = useText();
  const { request } = props.list;
  if (request === null) return null;
  const identities = readIdentities(props.typed);
  return (
    <div className="space-y-4">
      <TextField
        label={request.identityLabel}
        help={t('onboarding.identityHelp', { help: request.identityHelp })}
        value={props.typed}
        maxLength={500}
        autoComplete="off"
        onChange={(event) => props.onType(event.target.value)}
      />
      <FilledMail {...props} kind="request" identities={identities} />
    </div>
  );
}

/** The request, or the reminder, as it goes out. */
export function FilledMail(props: {
  list: Onboarding;
  venueName: string;
  kind: 'request' | 'reminder';
  identities: readonly string[];
}) {
  const { t } = useText();
  const { request, wait } = props.list;
  const mail = props.kind === 'request' ? request : wait?.reminder;
  if (!request || !mail) return null;
  const identities = props.identities.join(', ') || t('onboarding.identityUnknown');
  return <MailText to={request.to} mail={fillMail(mail, { venue: props.venueName, identities })} />;
}

/** The request once it was sent: there to be read, out of the way. */
export function SentRequest(props: { list: Onboarding; venueName: string }) {
  const { t } = useText();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details
      className="mt-2"
      open={isOpen}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary className="w-fit cursor-pointer rounded-sm text-sm text-accent">
        {t('onboarding.showMail')}
      </summary>
      {isOpen && (
        <div className="mt-2">
          <FilledMail {...props} kind="request" identities={props.list.request?.identities ?? []} />
        </div>
      )}
    </details>
  );
}
