import { firstSentence } from '#kernel/first-sentence.ts';
import { isolated } from '#kernel/isolated.ts';
import type { Language, Localized } from '#kernel/localized.ts';
import type { TimelineActor } from './actor.ts';
import { describeChanges } from './change-texts.ts';
import { describeCheck } from './check-texts.ts';
import { tellDate } from './dates.ts';
import { daySentences } from './day-texts.ts';
import { fileSentences } from './file-texts.ts';
import { type SentAs, type SentEvent, sentSentences } from './sent-texts.ts';

/** An event's facts as its sentence sees them. */
export interface EventFacts {
  actor: TimelineActor;
  details: Record<string, unknown>;
}

type Sentence = (facts: EventFacts) => Localized;

/**
 * One sentence per event name: what happened, for somebody who was not there. Facts that an older
 * version did not store are left out, never guessed.
 */
const sentences: Readonly<Record<string, Sentence>> = {
  'integration.added': ({ actor, details }) => {
    const from = words(details, 'historyFrom');
    const since = from === null ? null : tellDate(from);
    return both(
      `${who(actor).en} added ${link(details).en}.${since === null ? '' : ` Sales since ${since.en} are being imported.`}`,
      `${who(actor).fr} a ajouté ${link(details).fr}.${since === null ? '' : ` Les ventes depuis le ${since.fr} sont importées.`}`,
    );
  },
  'integration.changed': ({ actor, details }) => {
    const changes = describeChanges(details.changes);
    return both(
      `${who(actor).en} changed ${link(details).en}${changes.en === '' ? '' : `: ${changes.en}`}.`,
      `${who(actor).fr} a modifié ${link(details).fr}${changes.fr === '' ? '' : ` : ${changes.fr}`}.`,
    );
  },
  'venue.changed': ({ actor, details }) => {
    const changes = describeChanges(details.changes);
    return both(
      `${who(actor).en} changed settings of the venue${changes.en === '' ? '' : `: ${changes.en}`}.`,
      `${who(actor).fr} a modifié les réglages de l’établissement${changes.fr === '' ? '' : ` : ${changes.fr}`}.`,
    );
  },
  'integration.deactivated': ({ actor, details }) =>
    both(
      `${who(actor).en} deactivated ${link(details).en}. No more sales are fetched; past sales and items stay.`,
      `${who(actor).fr} a désactivé ${link(details).fr}. Plus aucune vente n’est récupérée ; les ventes et articles passés restent.`,
    ),
  'integration.restored': ({ actor, details }) =>
    both(
      `${who(actor).en} restored ${link(details).en}. Sales are fetched again from where it stopped.`,
      `${who(actor).fr} a restauré ${link(details).fr}. Les ventes sont de nouveau récupérées à partir de l’arrêt.`,
    ),
  'integration.resumed': ({ actor, details }) =>
    both(
      `${who(actor).en} resumed ${link(details).en}. Sales are fetched again from where it stopped.`,
      `${who(actor).fr} a repris ${link(details).fr}. Les ventes sont de nouveau récupérées à partir de l’arrêt.`,
    ),
  'integration.resume_refused': ({ actor, details }) =>
    withProblem(
      details,
      both(
        `${who(actor).en} tried to resume ${link(details).en}; it stays called off.`,
        `${who(actor).fr} a tenté de reprendre ${link(details).fr} ; elle reste suspendue.`,
      ),
    ),
  'integration.check_requested': ({ actor, details }) =>
    both(
      `${who(actor).en} asked for a sales check of ${link(details).en}.`,
      `${who(actor).fr} a demandé une vérification des ventes de ${link(details).fr}.`,
    ),
  'integration.became_healthy': ({ details }) =>
    both(
      `${capital(link(details).en)} delivered sales data and is Healthy.`,
      `${capital(link(details).fr)} a livré des données de vente ; elle est en bonne santé.`,
    ),
  'integration.failed': ({ details }) =>
    withProblem(
      details,
      both(
        `A sales check of ${link(details).en} failed.`,
        `Une vérification des ventes de ${link(details).fr} a échoué.`,
      ),
    ),
  'integration.warned': ({ details }) => {
    if (isSilence(details)) return withProblem(details, silence(details, 'warned'));
    const failures = amount(details, 'failures');
    return withProblem(
      details,
      both(
        `Sales checks of ${link(details).en} keep failing${failures === null ? '' : ` (${failures} so far)`}. If this goes on, it will be called off.`,
        `Les vérifications des ventes de ${link(details).fr} continuent d’échouer${failures === null ? '' : ` (${failures} jusqu’ici)`}. Si cela dure, elle sera suspendue.`,
      ),
    );
  },
  'integration.called_off': ({ details }) => {
    if (isSilence(details)) return withProblem(details, silence(details, 'called_off'));
    return withProblem(
      { problem: whatHappened(details) },
      both(
        `${capital(link(details).en)} was called off after too many failed checks. Correct the trouble, then choose Check and resume.`,
        `${capital(link(details).fr)} a été suspendue après trop de vérifications échouées. Corrigez le problème, puis choisissez Vérifier et reprendre.`,
      ),
    );
  },
  'integration.recovered': ({ details }) =>
    both(
      `${capital(link(details).en)} delivers sales data again and is Healthy. The gap is filled.`,
      `${capital(link(details).fr)} livre de nouveau des données de vente ; elle est en bonne santé. Le vide est comblé.`,
    ),
  'backfill.finished': ({ details }) => {
    const orders = amount(details, 'ordersImported');
    return both(
      `The history of ${link(details).en} is imported${orders === null ? '' : `: ${orders.toLocaleString('en')} bills`}.`,
      `L’historique de ${link(details).fr} est importé${orders === null ? '' : ` : ${orders.toLocaleString('fr')} additions`}.`,
    );
  },
  'backfill.failed': ({ details }) =>
    withProblem(
      details,
      both(
        `The import of history of ${link(details).en} stopped after repeated trouble. Choose Restart import to go on.`,
        `L’importation de l’historique de ${link(details).fr} s’est arrêtée après des problèmes répétés. Choisissez Relancer l’importation pour continuer.`,
      ),
    ),
  'backfill.cancelled': ({ actor, details }) =>
    both(
      `${who(actor).en} cancelled the import of history of ${link(details).en}. What was imported stays.`,
      `${who(actor).fr} a annulé l’importation de l’historique de ${link(details).fr}. Ce qui est importé reste.`,
    ),
  'backfill.restarted': ({ actor, details }) =>
    both(
      `${who(actor).en} restarted the import of history of ${link(details).en}. It goes on where it stopped.`,
      `${who(actor).fr} a relancé l’importation de l’historique de ${link(details).fr}. Elle reprend où elle s’était arrêtée.`,
    ),
  'quarantine.dismissed': ({ actor, details }) =>
    withReason(
      details,
      both(
        `${who(actor).en} dismissed ${aside(details).en}: it is not expected to be read.`,
        `${who(actor).fr} a écarté ${aside(details).fr} : on n’attend plus de pouvoir le lire.`,
      ),
    ),
  'quarantine.restored': ({ actor, details }) =>
    both(
      `${who(actor).en} took back that ${aside(details).en} was dismissed.`,
      `${who(actor).fr} a repris ${aside(details).fr}, qui avait été écarté.`,
    ),
  'webhook.added': ({ actor, details }) =>
    both(
      `${who(actor).en} added a webhook${host(details).en}.`,
      `${who(actor).fr} a ajouté un webhook${host(details).fr}.`,
    ),
  'webhook.changed': ({ actor, details }) =>
    both(
      `${who(actor).en} changed the webhook${host(details).en}.`,
      `${who(actor).fr} a modifié le webhook${host(details).fr}.`,
    ),
  'webhook.removed': ({ actor, details }) =>
    both(
      `${who(actor).en} deleted the webhook${host(details).en}.`,
      `${who(actor).fr} a supprimé le webhook${host(details).fr}.`,
    ),
  'webhook.secret_rotated': ({ actor, details }) =>
    both(
      `${who(actor).en} made a new signing secret for the webhook${host(details).en}. The old one signs for another day.`,
      `${who(actor).fr} a créé un nouveau secret de signature pour le webhook${host(details).fr}. L’ancien signe encore pendant un jour.`,
    ),
  'webhook.disabled': ({ details }) => {
    const isGone = details.reason === 'gone';
    return both(
      `The webhook${host(details).en} was switched off: ${isGone ? 'it answered that it is gone' : 'it took nothing for three days'}. Switch it on again once its receiver works.`,
      `Le webhook${host(details).fr} a été désactivé : ${isGone ? 'il a répondu qu’il n’existe plus' : 'il n’a rien accepté pendant trois jours'}. Réactivez-le dès que son récepteur fonctionne.`,
    );
  },
  'resync.requested': ({ actor, details }) => {
    const [from, to] = [words(details, 'from'), words(details, 'to')];
    const span =
      from === null || to === null
        ? both('', '')
        : both(
            ` from ${tellDate(from).en} to ${tellDate(to).en}`,
            ` du ${tellDate(from).fr} au ${tellDate(to).fr}`,
          );
    return both(
      `${who(actor).en} had the days${span.en} of ${link(details).en} read again.`,
      `${who(actor).fr} a fait relire les jours${span.fr} de ${link(details).fr}.`,
    );
  },
};

/** The sentence of a decision about a day; null for other events. */
function dayText(name: string, { actor, details }: EventFacts): Localized | null {
  const sentence = Object.hasOwn(daySentences, name) ? daySentences[name] : undefined;
  if (sentence === undefined) return null;
  const note = words(details, 'note') ?? words(details, 'reason') ?? '';
  return sentence({
    who: who(actor),
    day: tellDate(words(details, 'businessDate') ?? '?'),
    note: note === '' ? '' : isolated(note),
    because: words(details, 'because'),
  });
}

/** What happened to a link that is sent its sales; null for other links and events. */
function sentText(name: string, { actor, details }: EventFacts): Localized | null {
  const as: SentAs | null =
    details.sentAs === 'file' || details.sentAs === 'push' ? details.sentAs : null;
  const event = name.replace('integration.', '');
  if (as === null || !name.startsWith('integration.') || !isSentEvent(event)) return null;
  if ((event === 'warned' || event === 'called_off') && isSilence(details)) return null;
  const named = link(details);
  const sentence = sentSentences[event](
    {
      ...{ who: who(actor), link: named, sendTo: words(details, 'sendTo') },
      Link: both(capital(named.en), capital(named.fr)),
      failures: amount(details, 'failures'),
    },
    as,
  );
  return withProblem(details, sentence);
}

function isSentEvent(name: string): name is SentEvent {
  return Object.hasOwn(sentSentences, name);
}

/** What became of a file or a mail; null for other events. */
function fileText(name: string, { actor, details }: EventFacts): Localized | null {
  const sentence = Object.hasOwn(fileSentences, name) ? fileSentences[name] : undefined;
  return sentence?.({ who: who(actor), link: link(details), details }) ?? null;
}

/** What an event says to a reader. One we have no sentence for is named as it is stored. */
export function eventText(name: string, facts: EventFacts, language: Language): string {
  const ofSent = sentText(name, facts) ?? fileText(name, facts);
  if (ofSent !== null) return ofSent[language];
  const sentence = Object.hasOwn(sentences, name) ? sentences[name] : undefined;
  if (sentence !== undefined) return sentence(facts)[language];
  if (name.startsWith('check.')) {
    return describeCheck(name, facts.details, link(facts.details))[language];
  }
  const ofDay = dayText(name, facts);
  if (ofDay !== null) return ofDay[language];
  return `${capital(name.replaceAll(/[._]/g, ' '))}.`;
}

function who(actor: TimelineActor): Localized {
  if (actor.kind === 'system') return both('Tillbridge', 'Tillbridge');
  const name = isolated(actor.name);
  if (actor.kind === 'user') return both(name, name);
  return both(`The API key "${name}"`, `La clé API « ${name} »`);
}

/** `the Cluster integration "Bar"` */
function link(details: Record<string, unknown>): Localized {
  const provider = providerName(details);
  const nickname = words(details, 'nickname');
  const name = nickname === null ? null : isolated(nickname);
  const named = (provider: string | undefined) => (provider === undefined ? '' : ` ${provider}`);
  return both(
    `the${named(provider?.en)} integration${name === null ? '' : ` "${name}"`}`,
    `l’intégration${named(provider?.fr)}${name === null ? '' : ` « ${name} »`}`,
  );
}

/** Older versions stored one name for both languages. */
function providerName(details: Record<string, unknown>): Localized | null {
  const { en, fr } = (details.providerName ?? {}) as Partial<Localized>;
  if (typeof en === 'string' && typeof fr === 'string') return both(en, fr);
  const name = words(details, 'providerName') ?? words(details, 'provider');
  return name === null ? null : both(name, name);
}

/** ` to example.com` */
function host(details: Record<string, unknown>): Localized {
  const named = words(details, 'host');
  return named === null ? both('', '') : both(` to ${named}`, ` vers ${named}`);
}

/** Links that are sent their sales are judged by how long nothing came, not by failed checks. */
function isSilence(details: Record<string, unknown>): boolean {
  return words(details, 'since') !== null && amount(details, 'failures') === null;
}

function silence(details: Record<string, unknown>, step: 'warned' | 'called_off'): Localized {
  const { en, fr } = link(details);
  return step === 'warned'
    ? both(
        `Nothing has come for ${en} in a while. If this goes on, it will be called off.`,
        `Rien n’est arrivé pour ${fr} depuis un moment. Si cela dure, elle sera suspendue.`,
      )
    : both(
        `${capital(en)} was called off because nothing came any more. The next sales that come bring it back.`,
        `${capital(fr)} a été suspendue parce que plus rien n’arrivait. Les prochaines ventes qui arrivent la rétablissent.`,
      );
}

function withProblem(details: Record<string, unknown>, sentence: Localized): Localized {
  const { message } = (details.problem ?? {}) as { message?: Partial<Localized> };
  if (typeof message?.en !== 'string' || typeof message.fr !== 'string') return sentence;
  return both(`${sentence.en} ${message.en}`, `${sentence.fr} ${message.fr}`);
}

/** Of a problem's words the first sentence: what goes on by itself does not, once it is called off. */
function whatHappened(details: Record<string, unknown>): { message?: Localized } {
  const { message } = (details.problem ?? {}) as { message?: Partial<Localized> };
  if (typeof message?.en !== 'string' || typeof message.fr !== 'string') return {};
  return { message: both(firstSentence(message.en), firstSentence(message.fr)) };
}

/** What was set aside, by the key it came with: `what was set aside of the … integration (“R-7”)`. */
function aside(details: Record<string, unknown>): Localized {
  const key = words(details, 'key');
  const name = key === null ? null : isolated(key);
  return both(
    `what was set aside of ${link(details).en}${name === null ? '' : ` (“${name}”)`}`,
    `ce qui a été mis de côté de ${link(details).fr}${name === null ? '' : ` (« ${name} »)`}`,
  );
}

function withReason(details: Record<string, unknown>, sentence: Localized): Localized {
  return withProblem({ problem: details.reason }, sentence);
}

function words(details: Record<string, unknown>, name: string): string | null {
  const value = details[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function amount(details: Record<string, unknown>, name: string): number | null {
  const value = details[name];
  return typeof value === 'number' ? value : null;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function both(en: string, fr: string): Localized {
  return { en, fr };
}
