import { type ProblemKind, problemKinds } from '#connectors/contract.ts';
import { firstSentence } from '#kernel/first-sentence.ts';
import type { Localized } from '#kernel/localized.ts';

/** A trouble in words, as its connector told it while the link was still asked. */
interface ToldProblem {
  kind: string;
  message: Localized;
}

/**
 * What mends the trouble of a link that was called off. Nothing goes on by itself then, so what a
 * connector says for links that are asked again does not hold.
 */
const toDos: Readonly<Record<ProblemKind, (provider: Localized) => Localized>> = {
  auth: ({ en, fr }) => ({
    en: `Correct the credentials under Edit; if they are right, ask ${en} for new ones.`,
    fr: `Corrigez les accès sous « Modifier » ; s’ils sont exacts, demandez-en de nouveaux à ${fr}.`,
  }),
  permission: ({ en, fr }) => ({
    en: `Ask ${en} to allow these credentials to read the sales of your venue.`,
    fr: `Demandez à ${fr} d’autoriser ces accès à lire les ventes de votre établissement.`,
  }),
  config: ({ en, fr }) => ({
    en: `Compare what is entered under Edit with what the till shows, and correct it; if both agree, ask ${en}.`,
    fr: `Comparez ce qui est saisi sous « Modifier » avec ce que montre la caisse, et corrigez-le ; si tout concorde, demandez à ${fr}.`,
  }),
  not_activated: ({ en, fr }) => ({
    en: `Ask ${en} to switch the access on.`,
    fr: `Demandez à ${fr} d’activer l’accès.`,
  }),
  venue_offline: ({ en, fr }) => ({
    en: `See that the till computer is on and the venue has internet; if both are fine, call ${en}.`,
    fr: `Vérifiez que l’ordinateur de caisse est allumé et que l’établissement a Internet ; si tout va bien, appelez ${fr}.`,
  }),
  rate_limited: ({ en, fr }) => ({
    en: `Ask ${en} when it takes questions again.`,
    fr: `Demandez à ${fr} quand il acceptera de nouveau nos questions.`,
  }),
  unavailable: ({ en, fr }) => ({
    en: `Ask ${en} whether its service runs again.`,
    fr: `Demandez à ${fr} si son service fonctionne de nouveau.`,
  }),
  timeout: ({ en, fr }) => ({
    en: `See that the venue’s internet and the till computer work well; if they do, call ${en}.`,
    fr: `Vérifiez que l’Internet de l’établissement et l’ordinateur de caisse fonctionnent bien ; si c’est le cas, appelez ${fr}.`,
  }),
  contract_changed: ({ en, fr }) => ({
    en: `Ask ${en} what changed on its side, and tell whoever runs Tillbridge for you.`,
    fr: `Demandez à ${fr} ce qui a changé de son côté, et prévenez la personne qui gère Tillbridge pour vous.`,
  }),
  bug: () => ({
    en: 'Tell whoever runs Tillbridge for you.',
    fr: 'Prévenez la personne qui gère Tillbridge pour vous.',
  }),
};

/** What to do about the trouble of a link that was called off, up to where it is taken up again. */
export function sayMending(problem: { kind: string } | null, provider: Localized): Localized {
  const kind = problemKinds.find((one) => one === problem?.kind) ?? 'bug';
  const { en, fr } = toDos[kind](provider);
  return {
    en: `${en} Then choose Check and resume: the gap is filled then.`,
    fr: `${fr} Choisissez ensuite « Vérifier et reprendre » : le vide est alors comblé.`,
  };
}

/** The trouble of a link that was called off: what happened, what is kept, and what to do. */
export function sayHalted({ kind, message }: ToldProblem, provider: Localized): Localized {
  const mending = sayMending({ kind }, provider);
  return {
    en: `${firstSentence(message.en)} We have stopped asking; everything imported so far stays. ${mending.en}`,
    fr: `${firstSentence(message.fr)} Nous avons cessé de demander ; tout ce qui est importé reste. ${mending.fr}`,
  };
}
