import { Icon } from '../../../ui/icon.tsx';
import { useText } from '../../i18n/use-text.ts';

/** What "Include modifiers" does, by the example of a can of pop. */
export function ModifiersHelp() {
  const { t } = useText();
  const chip = 'rounded-sm bg-sunken px-1.5 py-0.5 font-medium text-ink';
  return (
    <>
      <span className="block">{t('add.modifiersHelp')}</span>
      <span className="mt-2 flex flex-wrap items-center gap-1.5 text-xs">
        <span className={chip}>{t('add.exampleItem')}</span>
        <Icon name="chevronRight" size={14} />
        <span className={chip}>{t('add.exampleOne')}</span>
        <span className={chip}>{t('add.exampleTwo')}</span>
      </span>
    </>
  );
}
