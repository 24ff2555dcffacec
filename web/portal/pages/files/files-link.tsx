import { Link } from '@tanstack/react-router';
import { buttonClass } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import type { Integration } from '../../api/integration.types.ts';
import { useText } from '../../i18n/use-text.ts';

/** From an integration that is sent files to its files. */
export function FilesLink(props: { integration: Integration; size?: 'sm' }) {
  const { t } = useText();
  const { id, venueId } = props.integration;
  return (
    <Link
      to="/v/$venueId/settings/integrations/$integrationId/files"
      params={{ venueId, integrationId: id }}
      className={buttonClass('secondary', props.size)}
    >
      <Icon name="receipt" size={16} />
      {t('files.title')}
    </Link>
  );
}
