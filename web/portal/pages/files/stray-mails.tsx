import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { useToast } from '../../../ui/toast.tsx';
import { replayMail, strayMailsQuery } from '../../api/files.ts';
import type { InboundMail } from '../../api/files.types.ts';
import { problemText } from '../../api/problem.ts';
import { useText } from '../../i18n/use-text.ts';
import { Relative } from '../../shell/relative.tsx';

/** Messages that came to the integration's address without a sales file; nothing while there are none. */
export function StrayMails(props: { integrationId: string }) {
  const { t } = useText();
  const query = useInfiniteQuery(strayMailsQuery(props.integrationId));
  const mails = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (mails.length === 0) return null;
  return (
    <Card title={t('mails.title')} hint={t('mails.text')} isFlush>
      <ul className="border-t border-line">
        {mails.map((mail) => (
          <StrayMail key={mail.id} integrationId={props.integrationId} mail={mail} />
        ))}
      </ul>
      {query.hasNextPage && (
        <div className="border-t border-line p-3 text-center">
          <Button
            size="sm"
            isBusy={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('action.loadMore')}
          </Button>
        </div>
      )}
    </Card>
  );
}

function StrayMail(props: { integrationId: string; mail: InboundMail }) {
  const { t } = useText();
  const toast = useToast();
  const queries = useQueryClient();
  const { integrationId, mail } = props;
  const replay = useMutation({
    mutationFn: () => replayMail(integrationId, mail.id),
    onSuccess: () => toast(t('mails.replayed')),
    onError: (error) => toast(problemText(error, t('problem.unknown')), 'bad'),
    onSettled: () => queries.invalidateQueries({ queryKey: ['files', integrationId] }),
  });
  const reasons = [mail.reason, ...mail.parts.map((part) => part.reason)];
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line px-4 py-3 last:border-b-0 sm:px-5">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium break-words">{mail.subject || t('mails.noSubject')}</p>
        <p className="text-xs text-ink-3">
          {mail.sender && <>{t('mails.from', { sender: mail.sender })} · </>}
          <Relative at={mail.receivedAt} />
        </p>
        {reasons.map(
          (reason) =>
            reason && (
              <p key={reason.code + reason.message} className="mt-1 text-sm text-ink-2">
                {reason.message}
              </p>
            ),
        )}
      </div>
      <Button size="sm" isBusy={replay.isPending} onClick={() => replay.mutate()}>
        {t('mails.replay')}
      </Button>
    </li>
  );
}
