import type { Problem } from '#connectors/contract.ts';
import type { Language } from '#kernel/localized.ts';

/** A problem as people read it; `detail` is for us and stays inside. */
export function presentProblem(problem: Problem, language: Language) {
  const { kind, code, message } = problem;
  return { kind, code, message: message[language] };
}
