import { Link } from '@tanstack/react-router';
import { Icon } from '../../../ui/icon.tsx';
import type { Provider } from '../../api/integration.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { PushCall } from '../integrations/push-call.tsx';

/** The vendor's side of the work, step by step, behind one link. */
export function SetupInstructions(props: { provider: Provider; venueId: string }) {
  const { t } = useText();
  const { provider, venueId } = props;
  return (
    <details className="group mt-3">
      <summary className="inline-flex list-none items-center gap-1 rounded-sm font-medium text-accent underline decoration-accent/40 underline-offset-3 hover:decoration-accent">
        {t('add.instructions')}
        <Icon name="chevronDown" size={16} className="transition-transform group-open:rotate-180" />
      </summary>
      <div className="mt-3 rounded-lg bg-sunken px-4 py-3.5">
        <ol className="space-y-2">
          {provider.setupInstructions.map((step, index) => (
            <li key={step} className="flex gap-3">
              <span
                aria-hidden
                className="tnum grid size-5.5 shrink-0 place-items-center rounded-full bg-surface text-xs font-semibold text-accent"
              >
                {index + 1}
              </span>
              <span className="min-w-0 break-words">{step.replaceAll('{venueId}', venueId)}</span>
            </li>
          ))}
        </ol>
        {provider.kind === 'push' && (
          <div className="mt-3">
            <PushCall venueId={venueId} />
          </div>
        )}
        {provider.vendorContact && (
          <p className="mt-3 border-t border-line-strong pt-3 text-sm text-ink-2">
            {t('integrations.whomToCall', { contact: provider.vendorContact })}
          </p>
        )}
        {provider.kind === 'api' && (
          <Link
            to="/v/$venueId/onboarding"
            params={{ venueId }}
            search={{ provider: provider.id }}
            className="mt-3 inline-block rounded-sm text-sm font-medium text-accent underline underline-offset-3"
          >
            {t('onboarding.checklist')}
          </Link>
        )}
      </div>
    </details>
  );
}
