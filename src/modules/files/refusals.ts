import { Refusal } from '#kernel/errors.ts';
import type { Localized } from '#kernel/localized.ts';
import { fileBytesMax } from './file.ts';

/** Everything about sales files that is refused, in words. */

export function fileNotFound(): Refusal {
  return new Refusal({
    code: 'file_not_found',
    status: 404,
    detail: {
      en: 'This integration has no such file.',
      fr: 'Cette intégration n’a pas de fichier correspondant.',
    },
  });
}

export function takesNoFiles(providerName: Localized): Refusal {
  return new Refusal({
    code: 'integration_takes_no_files',
    status: 409,
    detail: {
      en: `Sales of ${providerName.en} are fetched from the till, not sent as files. Add an integration of the type Sales file for them.`,
      fr: `Les ventes de ${providerName.fr} sont lues à la caisse, pas envoyées par fichiers. Ajoutez pour eux une intégration de type Fichier de ventes.`,
    },
  });
}

export function fileEmpty(): Refusal {
  return new Refusal({
    code: 'file_empty',
    status: 422,
    detail: {
      en: 'The file is empty. Export it again from the till, then send it as the body of the request.',
      fr: 'Le fichier est vide. Exportez-le de nouveau de la caisse, puis envoyez-le dans le corps de la requête.',
    },
  });
}

export function fileTooLarge(): Refusal {
  const megabytes = fileBytesMax / 1024 / 1024;
  return new Refusal({
    code: 'file_too_large',
    status: 413,
    detail: {
      en: `A file may have at most ${megabytes} MB. Export fewer days at a time.`,
      fr: `Un fichier peut compter au plus ${megabytes} Mo. Exportez moins de jours à la fois.`,
    },
  });
}

export function fileIsDuplicate(duplicateOf: string | null): Refusal {
  return new Refusal({
    code: 'file_is_duplicate',
    status: 409,
    detail: {
      en: 'This file repeats one that came before. Open that one instead.',
      fr: 'Ce fichier répète un fichier déjà reçu. Ouvrez plutôt celui-là.',
    },
    extra: { duplicateOf },
  });
}

export function fileNotUnderstood(): Refusal {
  return new Refusal({
    code: 'file_has_no_columns',
    status: 409,
    detail: {
      en: 'No columns were found in this file, so there is nothing to match. See its reason; then read it again or send another file.',
      fr: 'Aucune colonne n’a été trouvée dans ce fichier ; il n’y a rien à associer. Voyez sa raison, puis relisez-le ou envoyez un autre fichier.',
    },
  });
}

export function columnsUnknown(names: readonly string[]): Refusal {
  const listed = names.slice(0, 5).join(', ');
  const message = {
    en: `The file has no such column: ${listed}. Use the names under layout.columns.normalised.`,
    fr: `Le fichier n’a pas cette colonne : ${listed}. Utilisez les noms de layout.columns.normalised.`,
  };
  return new Refusal({
    code: 'columns_unknown',
    status: 422,
    detail: message,
    errors: names.map((name) => ({ path: `columns.${name}`, message: '' })),
  });
}
