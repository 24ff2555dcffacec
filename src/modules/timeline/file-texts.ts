import { isolated } from '#kernel/isolated.ts';
import type { Localized } from '#kernel/localized.ts';
import { tellDate } from './dates.ts';

/** What an event of a sales file or of a mail keeps; every fact may be absent. */
interface FileFacts {
  who: Localized;
  link: Localized;
  details: Record<string, unknown>;
}

/** Sentences of what came for a link that is sent its sales, and what became of it. */
export const fileSentences: Readonly<Record<string, (facts: FileFacts) => Localized>> = {
  'file.read': ({ link, details }) => {
    const found = describeSales(details);
    return {
      en: `The sales file ${file(details).en} of ${link.en} was read: ${found.en}.`,
      fr: `Le fichier de ventes ${file(details).fr} de ${link.fr} a été lu : ${found.fr}.`,
    };
  },
  'file.asking': ({ link, details }) => ({
    en: `The sales file ${file(details).en} of ${link.en} waits for answers: what its columns mean is not sure.`,
    fr: `Le fichier de ventes ${file(details).fr} de ${link.fr} attend des réponses : le sens de ses colonnes n’est pas sûr.`,
  }),
  'file.unreadable': ({ link, details }) =>
    withReason(details, {
      en: `The sales file ${file(details).en} of ${link.en} could not be read.`,
      fr: `Le fichier de ventes ${file(details).fr} de ${link.fr} n’a pas pu être lu.`,
    }),
  'file.duplicate': ({ link, details }) => ({
    en: `The sales file ${file(details).en} of ${link.en} came once more. Nothing was counted twice.`,
    fr: `Le fichier de ventes ${file(details).fr} de ${link.fr} est arrivé une fois de plus. Rien n’a été compté deux fois.`,
  }),
  'file.replayed': ({ who, link, details }) => ({
    en: `${who.en} had the sales file ${file(details).en} of ${link.en} read again.`,
    fr: `${who.fr} a fait relire le fichier de ventes ${file(details).fr} de ${link.fr}.`,
  }),
  'file.answered': ({ who, link, details }) => ({
    en: `${who.en} said what the columns of ${file(details).en} mean. ${capital(link.en)} remembers it for every file of this layout.`,
    fr: `${who.fr} a indiqué le sens des colonnes de ${file(details).fr}. ${capital(link.fr)} s’en souvient pour chaque fichier de cette disposition.`,
  }),
  'mail.read': ({ link, details }) => {
    const count = typeof details.files === 'number' ? details.files : 0;
    const from = sender(details);
    return {
      en: `An e-mail${from.en} brought ${count} sales ${count === 1 ? 'file' : 'files'} for ${link.en}.`,
      fr: `Un courriel${from.fr} a apporté ${count} ${count < 2 ? 'fichier' : 'fichiers'} de ventes pour ${link.fr}.`,
    };
  },
  'mail.set_aside': ({ link, details }) => {
    const from = sender(details);
    return withReason(details, {
      en: `An e-mail${from.en} for ${link.en} was set aside.`,
      fr: `Un courriel${from.fr} pour ${link.fr} a été mis de côté.`,
    });
  },
  'mail.replayed': ({ who, link, details }) => {
    const from = sender(details);
    return {
      en: `${who.en} had an e-mail${from.en} for ${link.en} read after all.`,
      fr: `${who.fr} a fait lire malgré tout un courriel${from.fr} pour ${link.fr}.`,
    };
  },
};

function describeSales(details: Record<string, unknown>): Localized {
  const { firstDate, lastDate } = details;
  const bills = sum(details, ['ordersNew', 'ordersChanged', 'ordersUnchanged']);
  const fresh = sum(details, ['ordersNew', 'ordersChanged']);
  if (typeof firstDate !== 'string' || typeof lastDate !== 'string') {
    return { en: 'it holds no sales', fr: 'il ne contient aucune vente' };
  }
  const [first, last] = [tellDate(firstDate), tellDate(lastDate)];
  const days =
    firstDate === lastDate
      ? { en: `of ${first.en}`, fr: `du ${first.fr}` }
      : { en: `of ${first.en} to ${last.en}`, fr: `du ${first.fr} au ${last.fr}` };
  const news =
    fresh === 0
      ? { en: ', all of them here already', fr: ', toutes déjà connues' }
      : { en: '', fr: '' };
  const aside = sum(details, ['rowsSetAside']);
  const left =
    aside === 0
      ? { en: '', fr: '' }
      : {
          en: `; ${aside.toLocaleString('en')} ${aside === 1 ? 'row was' : 'rows were'} set aside`,
          fr: `; ${aside.toLocaleString('fr')} ${aside < 2 ? 'ligne a été mise' : 'lignes ont été mises'} de côté`,
        };
  return {
    en: `${bills.toLocaleString('en')} ${bills === 1 ? 'bill' : 'bills'} ${days.en}${news.en}${left.en}`,
    fr: `${bills.toLocaleString('fr')} ${bills < 2 ? 'addition' : 'additions'} ${days.fr}${news.fr}${left.fr.replace(';', ' ;')}`,
  };
}

function sum(details: Record<string, unknown>, names: readonly string[]): number {
  return names.reduce((total, name) => {
    const value = details[name];
    return total + (typeof value === 'number' ? value : 0);
  }, 0);
}

function file({ file: name }: Record<string, unknown>): Localized {
  if (typeof name !== 'string' || name === '') return { en: '', fr: '' };
  return { en: `“${isolated(name)}”`, fr: `« ${isolated(name)} »` };
}

/** ` from till@pos.example ("Daily sales")` */
function sender({ sender: from, subject }: Record<string, unknown>): Localized {
  const hasSender = typeof from === 'string' && from !== '';
  const hasSubject = typeof subject === 'string' && subject !== '';
  const about = hasSubject ? isolated(subject) : '';
  return {
    en: `${hasSender ? ` from ${isolated(from)}` : ''}${hasSubject ? ` (“${about}”)` : ''}`,
    fr: `${hasSender ? ` de ${isolated(from)}` : ''}${hasSubject ? ` (« ${about} »)` : ''}`,
  };
}

function withReason({ reason }: Record<string, unknown>, sentence: Localized): Localized {
  const { message } = (reason ?? {}) as { message?: Partial<Localized> };
  if (typeof message?.en !== 'string' || typeof message.fr !== 'string') return sentence;
  return { en: `${sentence.en} ${message.en}`, fr: `${sentence.fr} ${message.fr}` };
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
