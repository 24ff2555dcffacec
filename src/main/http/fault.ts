import type { FastifyError } from 'fastify';
import { type FieldError, Refusal } from '#kernel/errors.ts';
import type { Language, Localized } from '#kernel/localized.ts';
import { InvalidValues } from './invalid-values.ts';
import { describeIssue } from './issue-text.ts';

/** Anything thrown while answering, as a refusal; `isFault` when it is ours and belongs in the log. */
export function toRefusal(
  error: unknown,
  language: Language,
): { refusal: Refusal; isFault: boolean } {
  if (error instanceof Refusal) return { refusal: error, isFault: error.status >= 500 };
  if (error instanceof InvalidValues) {
    return { refusal: refuseValues(error, language), isFault: false };
  }
  const { code, statusCode } = error as Partial<FastifyError>;
  if (isDatabaseAway(code)) return { refusal: refuse(503, databaseAway, error), isFault: true };
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
    return { refusal: refuse(statusCode, unreadable[statusCode] ?? badRequest), isFault: false };
  }
  return { refusal: refuse(500, internal, error), isFault: true };
}

function refuseValues(error: InvalidValues, language: Language): Refusal {
  // A malformed id in the path names nothing: the same answer as an id that does not exist.
  if (error.part === 'params') return refuse(404, notFound);
  const errors: FieldError[] = error.issues.map((issue) => ({
    path: issue.path,
    message: describeIssue(issue)[language],
  }));
  const named = errors.map(({ path, message }) => (path ? `${path}: ${message}` : message));
  const listed = named.slice(0, 5).join(' ');
  return new Refusal({
    code: 'invalid_request',
    status: 422,
    detail: {
      en: `Some values must change. ${listed}`,
      fr: `Certaines valeurs sont à corriger. ${listed}`,
    },
    errors,
  });
}

interface Words {
  code: string;
  detail: Localized;
}

function refuse(status: number, { code, detail }: Words, cause?: unknown): Refusal {
  return new Refusal({ code, status, detail, cause });
}

/** SQLSTATE classes 08 (connection) and 57P (shutdown), and the socket's own codes. */
function isDatabaseAway(code: string | undefined): boolean {
  return /^(08...|57P..|53300|ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND)$/.test(code ?? '');
}

export const notFound: Words = {
  code: 'not_found',
  detail: { en: 'There is nothing here.', fr: 'Il n’y a rien ici.' },
};
export const methodNotAllowed: Words = {
  code: 'method_not_allowed',
  detail: {
    en: 'This address does not accept this method.',
    fr: 'Cette adresse n’accepte pas cette méthode.',
  },
};
const badRequest: Words = {
  code: 'bad_request',
  detail: { en: 'The request cannot be read.', fr: 'La requête est illisible.' },
};
const internal: Words = {
  code: 'internal_error',
  detail: {
    en: 'This is our fault. Try again; if it happens again, tell support the request id.',
    fr: 'C’est notre faute. Réessayez ; si cela se reproduit, donnez l’identifiant de requête au support.',
  },
};
const databaseAway: Words = {
  code: 'database_unavailable',
  detail: {
    en: 'The database cannot be reached right now. Try again in a moment.',
    fr: 'La base de données est injoignable pour le moment. Réessayez dans un instant.',
  },
};
const unreadable: Readonly<Record<number, Words>> = {
  400: {
    code: 'malformed_json',
    detail: {
      en: 'The body is not valid JSON.',
      fr: 'Le corps de la requête n’est pas du JSON valide.',
    },
  },
  404: notFound,
  413: {
    code: 'body_too_large',
    detail: { en: 'The body may be at most 1 MB.', fr: 'Le corps peut faire au plus 1 Mo.' },
  },
  415: {
    code: 'unsupported_media_type',
    detail: {
      en: 'Send the body as JSON, with "Content-Type: application/json".',
      fr: 'Envoyez le corps en JSON, avec « Content-Type: application/json ».',
    },
  },
};
