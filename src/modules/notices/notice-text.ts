import { firstSentence } from '#kernel/first-sentence.ts';
import type { Language, Localized } from '#kernel/localized.ts';
import { sayMending } from './called-off-words.ts';
import type { Notice } from './delivery.store.ts';
import type { LinkNoticeKind, NoticePayload } from './notice.store.ts';
import { toPlainLine } from './plain-line.ts';
import { sentSentences } from './sent-notice-text.ts';
import { describeWebhookNotice } from './webhook-notice-text.ts';

/** A notice in words: what happened, what we keep doing, what to do, whom to call. */
export interface NoticeText {
  title: string;
  happened: string;
  keepDoing: string;
  toDo: string;
  /** Null when nobody needs to be called. */
  toCall: string | null;
}

/** What sentences are made of: single lines, without secrets. */
interface Facts {
  link: string;
  venue: string;
  at: string;
  since: string;
  count: number;
  problem: string;
  /** What calls the link off, as the end of a sentence. */
  callOff: string;
  /** What to do once it is called off. */
  mending: string;
}

type Sentences = (facts: Facts & { trouble: string }) => Omit<NoticeText, 'toCall'>;

/** What went on until now, where checks fail and where nothing fails but nothing comes (sales files). */
const troubles: Record<
  Language,
  Record<'failing' | 'unread' | 'silent', (facts: Facts) => string>
> = {
  en: {
    unread: ({ link, venue, since, count }) =>
      `${count} sales ${count === 1 ? 'file' : 'files'} in a row from ${link} at ${venue} could not be taken in since ${since}.`,
    failing: ({ link, venue, since, count }) =>
      `${count} checks of ${link} at ${venue} have failed in a row since ${since}.`,
    silent: ({ link, venue, since }) => `Nothing has come from ${link} at ${venue} since ${since}.`,
  },
  fr: {
    unread: ({ link, venue, since, count }) =>
      `${count} ${count === 1 ? 'fichier' : 'fichiers'} de ventes de suite de ${link}, ${venue}, n’ont pas pu être pris en compte depuis le ${since}.`,
    failing: ({ link, venue, since, count }) =>
      `${count} vérifications de ${link}, ${venue}, ont échoué de suite depuis le ${since}.`,
    silent: ({ link, venue, since }) =>
      `Rien n’est arrivé de ${link}, ${venue}, depuis le ${since}.`,
  },
};

const english: Record<LinkNoticeKind, Sentences> = {
  integration_warned: ({ link, venue, since, trouble, problem, callOff }) => ({
    title: `${link} at ${venue}: no sales since ${since}`,
    happened: `${trouble} ${problem}`,
    keepDoing: `We keep looking for sales. If it goes on like this, the integration will be called off${callOff}; everything imported so far stays.`,
    toDo: 'Open the integration and correct what is said above. Refresh now looks again at once.',
  }),
  integration_called_off: ({ link, venue, at, trouble, problem, mending }) => ({
    title: `${link} at ${venue} is called off`,
    happened: `On ${at} we stopped looking for sales of ${link} at ${venue}. ${trouble} ${firstSentence(problem)}`,
    keepDoing: 'Nothing new is fetched. Everything imported so far stays.',
    toDo: mending,
  }),
  integration_recovered: ({ link, venue, at }) => ({
    title: `${link} at ${venue}: sales arrive again`,
    happened: `Since ${at} sales of ${link} at ${venue} arrive again.`,
    keepDoing: 'The days in between are read by themselves; days that change are marked.',
    toDo: 'There is nothing for you to do.',
  }),
};

const french: Record<LinkNoticeKind, Sentences> = {
  integration_warned: ({ link, venue, since, trouble, problem, callOff }) => ({
    title: `${link}, ${venue} : aucune vente depuis le ${since}`,
    happened: `${trouble} ${problem}`,
    keepDoing: `Nous continuons de chercher les ventes. Si rien ne change, l’intégration sera suspendue${callOff} ; tout ce qui est importé reste.`,
    toDo: 'Ouvrez l’intégration et corrigez ce qui est dit plus haut. « Actualiser » vérifie aussitôt.',
  }),
  integration_called_off: ({ link, venue, at, trouble, problem, mending }) => ({
    title: `${link}, ${venue} : intégration suspendue`,
    happened: `Le ${at}, nous avons cessé de chercher les ventes de ${link}, ${venue}. ${trouble} ${firstSentence(problem)}`,
    keepDoing: 'Rien de nouveau n’est lu. Tout ce qui est importé reste.',
    toDo: mending,
  }),
  integration_recovered: ({ link, venue, at }) => ({
    title: `${link}, ${venue} : les ventes arrivent de nouveau`,
    happened: `Depuis le ${at}, les ventes de ${link}, ${venue}, arrivent de nouveau.`,
    keepDoing:
      'Les journées entre-temps se lisent d’elles-mêmes ; celles qui changent sont signalées.',
    toDo: 'Vous n’avez rien à faire.',
  }),
};

const sentencesOf: Record<Language, Record<LinkNoticeKind, Sentences>> = {
  en: english,
  fr: french,
};

/** Says a notice in one language. Pure but for `redact`, which hides what the process knows as secret. */
export function describeNotice(notice: Notice, options: TextOptions): NoticeText {
  const { language } = options;
  const bind = language === 'fr' ? bindPunctuation : (sentence: string) => sentence;
  const text =
    notice.kind === 'webhook_disabled'
      ? { ...ofWebhook(notice, options), toCall: null }
      : ofLink(notice, options);
  return {
    title: bind(text.title),
    happened: bind(text.happened.trim()),
    keepDoing: bind(text.keepDoing),
    toDo: bind(text.toDo),
    toCall: text.toCall === null ? null : bind(text.toCall),
  };
}

interface TextOptions {
  language: Language;
  redact: (text: string) => string;
  findContact: (provider: string) => Localized | null;
}

type OfKind<Kind extends Notice['kind']> = Extract<Notice, { kind: Kind }>;

function ofWebhook({ payload, timeZone }: OfKind<'webhook_disabled'>, options: TextOptions) {
  const { language, redact } = options;
  const at = formatAt(payload.at, timeZone, language);
  const since =
    payload.failingSince === null ? at : formatAt(payload.failingSince, timeZone, language);
  const host = toPlainLine(redact(payload.host), 100);
  return describeWebhookNotice({ host, at, since, reason: payload.reason }, language);
}

function ofLink(notice: OfKind<LinkNoticeKind>, options: TextOptions): NoticeText {
  const { language, redact, findContact } = options;
  const line = (text: string, charsMax?: number) => toPlainLine(redact(text), charsMax);
  const { payload, timeZone } = notice;
  const { providerName } = payload;
  const provider = line(
    typeof providerName === 'string' ? providerName : providerName[language],
    60,
  );
  const nickname = payload.nickname === null ? null : line(payload.nickname, 100);
  const at = formatAt(payload.at, timeZone, language);
  const since =
    payload.failingSince === null ? at : formatAt(payload.failingSince, timeZone, language);
  const facts: Facts = {
    link: nickname === null ? provider : `${provider} ${quoted(nickname, language)}`,
    venue: line(notice.venueName, 100),
    ...{ at, since },
    count: payload.failureCount,
    problem: payload.problem === null ? '' : line(payload.problem.message[language], 600),
    callOff: sayCallOff(payload, timeZone, language),
    mending: sayMending(payload.problem, { en: provider, fr: provider })[language],
  };
  const isSent = payload.sentAs === 'file' || payload.sentAs === 'push';
  const failing = isSent ? 'unread' : 'failing';
  const trouble = troubles[language][payload.failureCount > 0 ? failing : 'silent'](facts);
  const text = {
    ...sentencesOf[language][notice.kind]({ ...facts, trouble }),
    ...(isSent && sentSentences[language][notice.kind]({ ...facts, trouble })),
  };
  const contact = payload.problem === null ? null : findContact(payload.provider);
  return { ...text, toCall: contact === null ? null : line(contact[language], 300) };
}

/** " after 3 more failed checks, but not before …"; nothing where a notice does not know. */
function sayCallOff(payload: NoticePayload, timeZone: string, language: Language): string {
  const { attemptsLeft: count = null, calledOffNotBefore: bound = null, at } = payload;
  if (count === null || bound === null) return '';
  const isOver = Date.parse(bound) <= Date.parse(at);
  const when = formatAt(bound, timeZone, language);
  if (language === 'en') {
    const after =
      count === 0 ? '' : ` after ${count} more failed ${count === 1 ? 'check' : 'checks'}`;
    return `${after}${isOver ? '' : `${after && ', but'} not before ${when}`}`;
  }
  const checks = count === 1 ? 'vérification manquée' : 'vérifications manquées';
  const after = count === 0 ? '' : ` après ${count} ${checks} de plus`;
  return `${after}${isOver ? '' : `${after && ', mais'} pas avant le ${when}`}`;
}

/** French sets : ; ? ! and » off with a space that must not break. */
function bindPunctuation(sentence: string): string {
  return sentence.replaceAll(/ ([:;?!»])/g, '\u00a0$1').replaceAll('« ', '«\u00a0');
}

function quoted(text: string, language: Language): string {
  return language === 'en' ? `“${text}”` : `« ${text} »`;
}

/** Day and wall time at the venue, with the zone's short name. */
function formatAt(iso: string, timeZone: string, language: Language): string {
  const text = new Intl.DateTimeFormat(language === 'en' ? 'en-CA' : 'fr-CA', {
    ...{ day: 'numeric', month: 'long', year: 'numeric' },
    ...{ hour: 'numeric', minute: '2-digit', timeZoneName: 'short', timeZone },
  }).format(new Date(iso));
  return language === 'fr' ? text.replace(/^1 /, '1er ') : text;
}
