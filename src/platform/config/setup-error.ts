/** What whoever runs the program must put right: a sentence that needs no stack. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}
