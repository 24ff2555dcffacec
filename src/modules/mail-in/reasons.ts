import type { Localized } from '#kernel/localized.ts';
import type { MailReason } from './mail.ts';

/*
 * Why a message, or something in it, is no sales file. Told to people who look after a till and
 * want to know what to do now.
 */

const messages = {
  integration_inactive: {
    en: 'This integration was deactivated when the message came. The message is kept, and read by itself once the integration is restored.',
    fr: 'Cette intégration était désactivée à l’arrivée du message. Le message est conservé, et lu de lui-même dès que l’intégration est restaurée.',
  },
  bounce: {
    en: 'This is a report that another message could not be delivered, not a sales file.',
    fr: 'Ceci est un avis de non-remise d’un autre message, pas un fichier de ventes.',
  },
  auto_reply: {
    en: 'This is an automatic reply, such as a note of absence, not a sales file.',
    fr: 'Ceci est une réponse automatique, comme un avis d’absence, pas un fichier de ventes.',
  },
  no_file: {
    en: 'No sales file is in this message. Have the till attach its report as CSV, XLSX or XLS.',
    fr: 'Ce message ne contient aucun fichier de ventes. Faites joindre par la caisse son rapport en CSV, XLSX ou XLS.',
  },
  too_many_files: {
    en: 'This message holds too many files. Send them in several messages.',
    fr: 'Ce message contient trop de fichiers. Envoyez-les en plusieurs messages.',
  },
  too_complex: {
    en: 'This message takes too much time or memory to be taken apart. Send the sales file alone, as an ordinary attachment.',
    fr: 'Ce message demande trop de temps ou de mémoire pour être ouvert. Envoyez le fichier de ventes seul, en pièce jointe ordinaire.',
  },
  broken: {
    en: 'The form of this message is broken: its parts cannot be told apart. Send the sales file again from another mail program, or upload it.',
    fr: 'La forme de ce message est endommagée : ses parties ne peuvent être distinguées. Renvoyez le fichier de ventes depuis un autre logiciel de messagerie, ou téléversez-le.',
  },
  cut_off: {
    en: 'This message ends in the middle, so its files may be incomplete. Send it again. To read it all the same, read the message again.',
    fr: 'Ce message s’interrompt au milieu ; ses fichiers sont peut-être incomplets. Renvoyez-le. Pour le lire malgré tout, relisez le message.',
  },
  part_empty: {
    en: 'This file is empty.',
    fr: 'Ce fichier est vide.',
  },
  part_too_large: {
    en: 'This file is larger than 25 MB. Export fewer days at a time.',
    fr: 'Ce fichier dépasse 25 Mo. Exportez moins de jours à la fois.',
  },
  part_not_sales: {
    en: 'This kind of file holds no sales that can be read. CSV, XLSX, XLS and zips of them are.',
    fr: 'Ce type de fichier ne contient pas de ventes lisibles. CSV, XLSX, XLS et les zips qui en contiennent le sont.',
  },
  part_outlook: {
    en: 'Outlook packed the files in a form of its own (winmail.dat). Have it send in HTML or plain text instead of Rich Text.',
    fr: 'Outlook a emballé les fichiers dans un format qui lui est propre (winmail.dat). Faites-le envoyer en HTML ou en texte brut plutôt qu’en texte enrichi.',
  },
  part_too_deep: {
    en: 'This is packed in too many messages or zips, one inside the other.',
    fr: 'Ceci est emballé dans trop de messages ou de zips, les uns dans les autres.',
  },
  zip_locked: {
    en: 'This zip is locked with a password. Send it without.',
    fr: 'Ce zip est protégé par un mot de passe. Envoyez-le sans.',
  },
  zip_broken: {
    en: 'This zip is damaged or incomplete. Send it again.',
    fr: 'Ce zip est endommagé ou incomplet. Renvoyez-le.',
  },
  zip_too_large: {
    en: 'This zip unpacks to more than 100 MB or 2,000 files. Send less at a time.',
    fr: 'Ce zip contient plus de 100 Mo ou 2 000 fichiers une fois décompressé. Envoyez-en moins à la fois.',
  },
} satisfies Record<string, Localized>;

export type ReasonCode = keyof typeof messages;

export function reasonOf(code: ReasonCode): MailReason {
  return { code, message: messages[code] };
}
