import { Refusal } from '#kernel/errors.ts';
import { mailLimits } from './mail.ts';

/** Everything about mail that is refused over HTTP, in words. */

export function mailNotFound(): Refusal {
  return new Refusal({
    code: 'mail_not_found',
    status: 404,
    detail: {
      en: 'This integration has received no such message.',
      fr: 'Cette intégration n’a pas reçu ce message.',
    },
  });
}

export function mailNotSetAside(): Refusal {
  return new Refusal({
    code: 'mail_not_set_aside',
    status: 409,
    detail: {
      en: 'This message is not set aside: it is waiting to be read, or was read. To read one of its files again, open that file.',
      fr: 'Ce message n’est pas mis de côté : il attend d’être lu ou l’a été. Pour relire un de ses fichiers, ouvrez ce fichier.',
    },
  });
}

export function addressUnknown(): Refusal {
  return new Refusal({
    code: 'mail_address_unknown',
    status: 404,
    detail: {
      en: 'No integration has this address. Copy it from the integration.',
      fr: 'Aucune intégration n’a cette adresse. Copiez-la depuis l’intégration.',
    },
  });
}

export function messageEmpty(): Refusal {
  return new Refusal({
    code: 'message_empty',
    status: 422,
    detail: {
      en: 'Send the whole message as the body of the request, with the content type message/rfc822.',
      fr: 'Envoyez le message entier dans le corps de la requête, avec le type de contenu message/rfc822.',
    },
  });
}

export function messageTooLarge(): Refusal {
  const megabytes = mailLimits.messageBytesMax / 1024 / 1024;
  return new Refusal({
    code: 'message_too_large',
    status: 413,
    detail: {
      en: `A message may have at most ${megabytes} MB. Export fewer days at a time.`,
      fr: `Un message peut compter au plus ${megabytes} Mo. Exportez moins de jours à la fois.`,
    },
  });
}

export function mailBusy(): Refusal {
  return new Refusal({
    code: 'mail_busy',
    status: 503,
    detail: {
      en: 'Too many messages are being received at this moment. Send this one again in a minute.',
      fr: 'Trop de messages sont en cours de réception en ce moment. Renvoyez celui-ci dans une minute.',
    },
  });
}

export function tooMuchMail(): Refusal {
  const { messagesPerDayMax } = mailLimits;
  return new Refusal({
    code: 'too_much_mail',
    status: 429,
    detail: {
      en: `This address received ${messagesPerDayMax} messages, or too many bytes, within a day. Try again later.`,
      fr: `Cette adresse a reçu ${messagesPerDayMax} messages, ou trop d’octets, en une journée. Réessayez plus tard.`,
    },
    extra: { retryAfterSeconds: 3_600 },
  });
}
