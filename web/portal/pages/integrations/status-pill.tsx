import { Pill, type Tone } from '../../../ui/pill.tsx';
import type { IntegrationStatus } from '../../api/integration.types.ts';
import { useText } from '../../i18n/use-text.ts';
import { StatusMark } from '../../shell/status-mark.tsx';

const tones: Record<IntegrationStatus, Tone> = {
  Initializing: 'accent',
  Healthy: 'good',
  Failed: 'warn',
  CalledOff: 'bad',
};

export function StatusPill(props: { status: IntegrationStatus; isActive: boolean }) {
  const { t } = useText();
  if (!props.isActive) return <Pill>{t('status.inactive')}</Pill>;
  return (
    <Pill tone={tones[props.status]}>
      <StatusMark status={props.status} />
      {t(`status.${props.status}`)}
    </Pill>
  );
}
