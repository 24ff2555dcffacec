import type { Refusal } from '#kernel/errors.ts';
import type { Language, Localized } from '#kernel/localized.ts';

/** RFC 9457, with our members: `code` for programs, `requestId` for the log. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  requestId: string;
  errors?: { path: string; message: string }[];
  [extra: string]: unknown;
}

export const problemContentType = 'application/problem+json; charset=utf-8';

/** A refusal as the caller reads it. A field error without words of its own gets the detail's. */
export function toProblem(
  refusal: Refusal,
  reader: { language: Language; requestId: string },
): Problem {
  const { code, status, extra } = refusal;
  const detail = refusal.detail[reader.language];
  const errors = refusal.errors.map(({ path, message }) => ({ path, message: message || detail }));
  return {
    ...extra,
    type: `urn:tillbridge:problem:${code}`,
    title: titleOf(status)[reader.language],
    status,
    detail,
    code,
    requestId: reader.requestId,
    ...(errors.length > 0 ? { errors } : {}),
  };
}

function titleOf(status: number): Localized {
  const fallback = status < 500 ? titles[400] : titles[500];
  return titles[status] ?? (fallback as Localized);
}

const titles: Readonly<Record<number, Localized>> = {
  400: { en: 'The request cannot be read', fr: 'La requête est illisible' },
  401: { en: 'Not signed in', fr: 'Non connecté' },
  403: { en: 'Not allowed', fr: 'Non autorisé' },
  404: { en: 'Not found', fr: 'Introuvable' },
  405: { en: 'Method not allowed', fr: 'Méthode non permise' },
  409: { en: 'Conflict', fr: 'Conflit' },
  413: { en: 'Too large', fr: 'Trop volumineux' },
  415: { en: 'Unsupported format', fr: 'Format non pris en charge' },
  422: { en: 'Please correct the entry', fr: 'Veuillez corriger la saisie' },
  429: { en: 'Too many requests', fr: 'Trop de requêtes' },
  500: { en: 'Something went wrong', fr: 'Une erreur est survenue' },
  503: { en: 'Not available right now', fr: 'Indisponible pour le moment' },
};
