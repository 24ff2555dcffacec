import { Refusal } from '#kernel/errors.ts';

/** For a cursor that is one of ours but not of the list asked for. */
export function foreignCursor(): Refusal {
  return new Refusal({
    code: 'cursor_invalid',
    status: 422,
    detail: {
      en: 'This cursor belongs to another list. Start again without it.',
      fr: 'Ce curseur appartient à une autre liste. Recommencez sans lui.',
    },
    errors: [{ path: 'cursor', message: '' }],
  });
}
