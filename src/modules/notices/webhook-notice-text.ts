import type { Language } from '#kernel/localized.ts';
import type { WebhookNoticePayload } from './notice.store.ts';
import type { NoticeText } from './notice-text.ts';

interface WebhookFacts {
  host: string;
  at: string;
  since: string;
  reason: WebhookNoticePayload['reason'];
}

const texts: Record<Language, (facts: WebhookFacts) => Omit<NoticeText, 'toCall'>> = {
  en: ({ host, at, since, reason }) => ({
    title: `The webhook to ${host} was switched off`,
    happened:
      reason === 'gone'
        ? `On ${at} the webhook to ${host} was switched off: it answered that it is gone.`
        : `On ${at} the webhook to ${host} was switched off: it has taken no message since ${since}.`,
    keepDoing:
      'Nothing more is sent to it. What happens meanwhile is not kept for it; sales and days are read as ever.',
    toDo: 'See to its receiver. Then open the webhooks, choose Switch on, and Send test.',
  }),
  fr: ({ host, at, since, reason }) => ({
    title: `Le webhook vers ${host} a été désactivé`,
    happened:
      reason === 'gone'
        ? `Le ${at}, le webhook vers ${host} a été désactivé : il a répondu qu’il n’existe plus.`
        : `Le ${at}, le webhook vers ${host} a été désactivé : il n’a accepté aucun message depuis le ${since}.`,
    keepDoing:
      'Plus rien ne lui est envoyé. Ce qui se passe entre-temps n’est pas gardé pour lui ; les ventes et les journées se lisent comme toujours.',
    toDo: 'Réparez son récepteur. Ouvrez ensuite les webhooks, choisissez « Activer », puis « Envoyer un test ».',
  }),
};

/** Says in one language that a webhook was switched off. */
export function describeWebhookNotice(
  facts: WebhookFacts,
  language: Language,
): Omit<NoticeText, 'toCall'> {
  return texts[language](facts);
}
