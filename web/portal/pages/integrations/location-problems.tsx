import { Notice } from '../../../ui/notice.tsx';
import type { Integration } from '../../api/integration.types.ts';
import { useText } from '../../i18n/use-text.ts';

/** Troubles of single tills; with one till the status already says it. */
export function LocationProblems(props: { integration: Integration }) {
  const { t } = useText();
  const { locations } = props.integration;
  if (locations.length < 2) return null;
  return locations.map(
    (location) =>
      location.lastProblem && (
        <Notice key={location.id} tone="warn">
          <strong className="font-semibold">
            {location.label}
            {t('colon')}
          </strong>
          {location.lastProblem.message}
        </Notice>
      ),
  );
}
