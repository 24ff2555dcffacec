import { Link } from '@tanstack/react-router';
import { buttonClass } from '../../../ui/button.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useMay } from '../../shell/session.ts';

/** The first visit: three steps, and the button that begins them. */
export function FirstRun(props: { venueId: string }) {
  const { t } = useText();
  const mayAdd = useMay('integrations:write');
  return (
    <section
      aria-labelledby="first-run"
      className="rounded-lg border border-line bg-accent-soft p-5 sm:p-7"
    >
      <h2 id="first-run" className="text-lg font-semibold">
        {t('first.title')}
      </h2>
      <p className="mt-1 max-w-2xl text-ink-2">{t('first.text')}</p>
      <ol className="my-5 grid gap-3 sm:grid-cols-3">
        {(['first.one', 'first.two', 'first.three'] as const).map((step, index) => (
          <li key={step} className="flex gap-3 rounded-md bg-surface p-3.5">
            <span
              aria-hidden
              className="grid size-6 shrink-0 place-items-center rounded-full bg-accent text-xs font-semibold text-on-accent"
            >
              {index + 1}
            </span>
            <span>{t(step)}</span>
          </li>
        ))}
      </ol>
      {mayAdd ? (
        <Link
          to="/v/$venueId/settings/integrations/add"
          params={{ venueId: props.venueId }}
          className={buttonClass('primary')}
        >
          {t('integrations.add')}
        </Link>
      ) : (
        <p>{t('notYours.manager')}</p>
      )}
    </section>
  );
}
