import { Pill } from '../../../ui/pill.tsx';
import type { SalesFile } from '../../api/files.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { stateTones } from './file-words.ts';

export function FileStatePill(props: { state: SalesFile['state'] }) {
  const { t } = useText();
  return <Pill tone={stateTones[props.state]}>{t(`files.state.${props.state}`)}</Pill>;
}
