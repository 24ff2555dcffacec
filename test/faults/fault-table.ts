import type { ProblemKind } from '#connectors/contract.ts';
import type { FaultSpec } from '#simulators/faults.ts';

/** A trouble that fails the check: what it is, and the words that say what to do. */
export interface Failure {
  fault: FaultSpec;
  kind: ProblemKind;
  code: string;
  todo: { en: RegExp; fr: RegExp };
}

const words = (en: RegExp, fr: RegExp) => ({ en, fr });

export const failures: readonly Failure[] = [
  {
    fault: { kind: 'bad_key' },
    kind: 'auth',
    code: 'cluster.key_refused',
    todo: words(/Copy the API Key once more.*success@/, /Recopiez la clé API.*success@/),
  },
  {
    fault: { kind: 'unknown_serial' },
    kind: 'config',
    code: 'cluster.serial_unknown',
    todo: words(/Compare the serial.*success@/, /Comparez le numéro de série.*success@/),
  },
  {
    fault: { kind: 'not_activated' },
    kind: 'not_activated',
    code: 'cluster.not_activated',
    todo: words(/Try again later.*success@/, /Réessayez plus tard.*success@/),
  },
  {
    fault: { kind: 'venue_offline' },
    kind: 'venue_offline',
    code: 'cluster.venue_offline',
    todo: words(/Check that the till computer is on.*support@/, /Vérifiez.*support@/),
  },
  {
    fault: { kind: 'server_error' },
    kind: 'unavailable',
    code: 'cluster.down',
    todo: words(/nothing to change.*support@/, /rien à changer.*support@/),
  },
  {
    fault: { kind: 'hang' },
    kind: 'timeout',
    code: 'cluster.timeout',
    todo: words(/check the venue’s internet.*support@/, /vérifiez l’Internet.*support@/),
  },
  {
    fault: { kind: 'half_open' },
    kind: 'timeout',
    code: 'cluster.timeout',
    todo: words(/check the venue’s internet.*support@/, /vérifiez l’Internet.*support@/),
  },
  {
    fault: { kind: 'slow', latencyMs: 5000 },
    kind: 'timeout',
    code: 'cluster.timeout',
    todo: words(/check the venue’s internet.*support@/, /vérifiez l’Internet.*support@/),
  },
  {
    fault: { kind: 'truncated_json' },
    kind: 'contract_changed',
    code: 'cluster.answer_cut_off',
    todo: words(/check the venue’s internet.*support@/, /vérifiez l’Internet.*support@/),
  },
  {
    fault: { kind: 'html_200' },
    kind: 'contract_changed',
    code: 'cluster.answer_not_json',
    todo: words(/ask Cluster support.*support@/, /demandez au soutien.*support@/),
  },
  {
    fault: { kind: 'empty_answer' },
    kind: 'contract_changed',
    code: 'engine.suspicious_answer',
    todo: words(/ask for a re-sync.*call Cluster/, /demandez une resynchronisation.*appelez/),
  },
  {
    fault: { kind: 'shrunk_answer' },
    kind: 'contract_changed',
    code: 'engine.suspicious_answer',
    todo: words(/ask for a re-sync.*call Cluster/, /demandez une resynchronisation.*appelez/),
  },
  {
    // Cut off at a number that no rule knows, and at which nobody would suspect a limit.
    fault: { kind: 'capped', rowsMax: 17 },
    kind: 'contract_changed',
    code: 'engine.suspicious_answer',
    todo: words(/ask for a re-sync.*call Cluster/, /demandez une resynchronisation.*appelez/),
  },
];

/** Troubles that one check gets over by itself. */
export const overcome: readonly FaultSpec[] = [
  { kind: 'server_error', times: 2 },
  { kind: 'venue_offline', times: 1 },
  { kind: 'slow', latencyMs: 20 },
  { kind: 'duplicate_page' },
  // A check asks for sales; the ping belongs to verifying.
  { kind: 'hang', call: 'ping' },
];

/** What somebody does at the till after the bill was closed, and what the restated day says of it. */
export const mutations = [
  { kind: 'late_order', why: 'late' },
  { kind: 'edited_order', why: 'edited' },
  { kind: 'void_after_close', why: 'voided' },
  { kind: 'vanished_order', why: 'gone' },
] as const;

/** Faults with a test of their own. */
export const special = ['rate_limited', 'bad_row', 'clock_skew'] as const;
