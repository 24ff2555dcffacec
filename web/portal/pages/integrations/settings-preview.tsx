import { useQuery } from '@tanstack/react-query';
import { Icon } from '../../../ui/icon.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { SkeletonLines } from '../../../ui/skeleton.tsx';
import type { SettingsPreview as Preview } from '../../api/integration.types.ts';
import { problemText } from '../../api/problem.ts';
import { settingsPreviewQuery } from '../../api/queries.ts';
import { useText } from '../../i18n/use-text.ts';

/** What turning Include modifiers on or off makes of the bills that are held, before it is done. */
export function SettingsPreview(props: { integrationId: string; includeModifiers: boolean }) {
  const { t } = useText();
  const query = useQuery(settingsPreviewQuery(props.integrationId, props.includeModifiers));
  if (query.isPending) return <SkeletonLines count={3} label={t('state.loading')} />;
  if (query.isError) {
    return <Notice tone="warn">{problemText(query.error, t('problem.unknown'))}</Notice>;
  }
  return (
    <section
      aria-label={t('preview.title')}
      className="space-y-2 rounded-md bg-sunken px-3.5 py-3 text-sm"
    >
      <p className="font-medium">{t('preview.title')}</p>
      <Figures preview={query.data} />
      <Examples preview={query.data} />
    </section>
  );
}

function Figures(props: { preview: Preview }) {
  const { t, format } = useText();
  const { from, lines, linesChanged, itemsWas, itemsNow, orders } = props.preview;
  if (from === null) return <p className="text-ink-2">{t('preview.noBills')}</p>;
  const looked = t('preview.looked', {
    count: orders,
    shown: format.count(orders),
    from: format.date(from),
  });
  if (linesChanged === 0) {
    return (
      <p className="text-ink-2">
        {looked} {t('preview.nothing')}
      </p>
    );
  }
  return (
    <>
      <p className="tnum">
        {t('preview.items', { was: format.count(itemsWas), now: format.count(itemsNow) })}
      </p>
      <p className="tnum">
        {t('preview.lines', { changed: format.count(linesChanged), lines: format.count(lines) })}
      </p>
      <p className="text-xs text-ink-2">
        {looked} {t('preview.moneyStays')}
      </p>
    </>
  );
}

function Examples(props: { preview: Preview }) {
  const { t } = useText();
  const { examples } = props.preview;
  if (examples.length === 0) return null;
  return (
    <ul className="space-y-1.5 border-t border-line-strong pt-2" data-till>
      {examples.map(({ was, now }) => (
        <li key={`${was.names[0]} ${now.names[0]}`} className="flex flex-wrap items-center gap-1">
          <Names of={was} />
          <Icon name="chevronRight" size={14} />
          <span className="sr-only">{t('preview.becomes')}</span>
          <Names of={now} />
        </li>
      ))}
    </ul>
  );
}

function Names(props: { of: { names: string[]; more: number } }) {
  const { t } = useText();
  const { names, more } = props.of;
  return (
    <>
      {names.map((name) => (
        <span key={name} className="rounded-sm bg-surface px-1.5 py-0.5 text-xs break-words">
          {name}
        </span>
      ))}
      {more > 0 && <span className="text-xs text-ink-2">{t('preview.more', { count: more })}</span>}
    </>
  );
}
