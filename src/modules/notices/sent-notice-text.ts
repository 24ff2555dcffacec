import type { Language } from '#kernel/localized.ts';
import type { LinkNoticeKind } from './notice.store.ts';

/** What is told otherwise of links that are sent their sales: nobody looks for them at a till. */
export interface SentWords {
  keepDoing: string;
  toDo: string;
  /** In place of "we stopped looking for sales". */
  happened?: string;
}

type SentFacts = { link: string; venue: string; at: string; trouble: string; problem: string };
type SentSentences = Record<LinkNoticeKind, (facts: SentFacts) => SentWords>;

const english: SentSentences = {
  integration_warned: () => ({
    keepDoing:
      'What comes next is taken in as ever. If it goes on like this, the integration will be called off; everything imported so far stays.',
    toDo: 'See that the till still sends its sales, or send them yourself; the integration’s page says where.',
  }),
  integration_called_off: ({ link, venue, at, trouble, problem }) => ({
    happened: `On ${at} ${link} at ${venue} was called off. ${trouble} ${problem}`,
    keepDoing:
      'Everything imported so far stays, and sales that are sent are still taken in: the first that can be read bring the integration back.',
    toDo: 'See that the till sends its sales again, or send them yourself; the integration’s page says where.',
  }),
  integration_recovered: () => ({
    keepDoing: 'Days that were not sent in between stay missing until they are.',
    toDo: 'Look whether days are missing, and send them again where the till can.',
  }),
};

const french: SentSentences = {
  integration_warned: () => ({
    keepDoing:
      'Ce qui arrive ensuite est accepté comme toujours. Si rien ne change, l’intégration sera suspendue ; tout ce qui est importé reste.',
    toDo: 'Vérifiez que la caisse envoie encore ses ventes, ou envoyez-les vous-même ; la page de l’intégration dit où.',
  }),
  integration_called_off: ({ link, venue, at, trouble, problem }) => ({
    happened: `Le ${at}, ${link}, ${venue}, a été suspendue. ${trouble} ${problem}`,
    keepDoing:
      'Tout ce qui est importé reste, et les ventes envoyées sont encore acceptées : les premières qui sont lisibles rétablissent l’intégration.',
    toDo: 'Faites envoyer de nouveau les ventes par la caisse, ou envoyez-les vous-même ; la page de l’intégration dit où.',
  }),
  integration_recovered: () => ({
    keepDoing:
      'Les jours qui n’ont pas été envoyés entre-temps manquent tant qu’ils ne le sont pas.',
    toDo: 'Regardez si des jours manquent, et renvoyez-les si la caisse le permet.',
  }),
};

export const sentSentences: Record<Language, SentSentences> = { en: english, fr: french };
