import type { ReactNode } from 'react';
import { buttonClass } from '../../../ui/button.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import type { VendorMail } from '../../api/onboarding.ts';
import { useText } from '../../i18n/use-text.ts';
import { mailLink } from './fill-mail.ts';

/** A mail ready to be sent: to be copied part by part, or opened where one writes mails. */
export function MailText(props: { to: string; mail: VendorMail }) {
  const { t } = useText();
  const { to, mail } = props;
  const doneLabel = t('action.copied');
  return (
    <div className="overflow-hidden rounded-md border border-line-strong">
      <div className="divide-y divide-line text-sm">
        <MailPart label={t('onboarding.mailTo')} value={to}>
          <CopyButton text={to} label={t('onboarding.copyAddress')} doneLabel={doneLabel} />
        </MailPart>
        <MailPart label={t('onboarding.mailSubject')} value={mail.subject}>
          <CopyButton
            text={mail.subject}
            label={t('onboarding.copySubject')}
            doneLabel={doneLabel}
          />
        </MailPart>
        <p className="bg-sunken px-3.5 py-3 break-words whitespace-pre-wrap">{mail.body}</p>
      </div>
      <div className="flex flex-wrap gap-2 border-t border-line px-3.5 py-2.5">
        <CopyButton text={mail.body} label={t('onboarding.copyBody')} doneLabel={doneLabel} />
        <a href={mailLink(to, mail)} className={buttonClass('secondary', 'sm')}>
          <Icon name="external" size={16} />
          {t('onboarding.openMail')}
        </a>
      </div>
    </div>
  );
}

const MailPart = (props: { label: string; value: string; children: ReactNode }) => (
  <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-3.5 py-2">
    <p className="flex min-w-0 flex-wrap gap-x-3">
      <span className="w-14 shrink-0 text-ink-3">{props.label}</span>
      <span className="min-w-0 break-words">{props.value}</span>
    </p>
    {props.children}
  </div>
);
