import { useNavigate } from '@tanstack/react-router';
import type { MouseEvent } from 'react';
import { buttonClass } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import type { AttentionItem } from '../api/overview.types.ts';
import { useText } from '../i18n/use-text.ts';

const looks: Record<AttentionItem['severity'], { icon: IconName; colour: string }> = {
  critical: { icon: 'warning', colour: 'text-bad' },
  warning: { icon: 'warning', colour: 'text-warn' },
  info: { icon: 'info', colour: 'text-accent' },
};

const rank = { critical: 0, warning: 1, info: 2 } as const;

/** Only paths of this portal are followed. */
const isInternal = (href: string): boolean => /^\/(?![/\\])/.test(href);

/** What somebody should look at, the worst first, each with the way there. */
export function AttentionList(props: { items: readonly AttentionItem[] }) {
  const { t } = useText();
  const navigate = useNavigate();
  const items = props.items.toSorted((one, other) => rank[one.severity] - rank[other.severity]);
  const follow = (event: MouseEvent, href: string) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    void navigate({ href });
  };
  return (
    <ul>
      {items.map((item) => (
        <li
          key={`${item.kind} ${item.venueId} ${item.integrationId ?? ''} ${item.businessDate ?? ''}`}
          className="flex gap-3 border-t border-line px-4 py-3 first:border-t-0 sm:px-5"
        >
          <Icon
            name={looks[item.severity].icon}
            className={cx('mt-0.5', looks[item.severity].colour)}
          />
          <div className="min-w-0 flex-1">
            <p className="break-words">
              <span className="sr-only">{t(`home.severity.${item.severity}`)}. </span>
              {item.text}
            </p>
            {item.action && isInternal(item.action.href) && (
              <a
                href={item.action.href}
                onClick={(event) => item.action && follow(event, item.action.href)}
                className={cx(buttonClass('secondary', 'sm'), 'mt-2')}
              >
                {item.action.label}
              </a>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
