import type { OnboardingDescription } from '#connectors/contract.ts';
import type { EpochMs } from '#kernel/clock.ts';
import type { TimelineActor } from '#modules/timeline/index.ts';

/** The way of a venue to its first import, in order. A vendor that asks for less leaves steps out. */
export const stepNames = [
  'request_access',
  'pay_fee',
  'wait',
  'keys',
  'verify',
  'first_import',
  'map_revenue',
] as const;
export type StepName = (typeof stepNames)[number];

/** What only people know; they tick it. The other steps tick themselves. */
export const personSteps = ['request_access', 'pay_fee', 'wait'] as const;
export type PersonStep = (typeof personSteps)[number];

/** `dismissed` is no step: it puts the list away. */
export type MarkName = PersonStep | 'dismissed';

/** What somebody last said of a step. */
export interface Mark {
  step: MarkName;
  /** False once it was undone. */
  isDone: boolean;
  atMs: EpochMs;
  actor: TimelineActor;
  /** Which tills the vendor was asked for. */
  identities: string[];
}

export const stepStates = [
  'done',
  'current', // the next thing to do
  'upcoming',
  'waiting', // the vendor's turn
  'overdue', // the vendor took longer than it says
  'running',
  'trouble', // somebody must do something about the link
  'not_available', // this version cannot do it yet
] as const;
export type StepState = (typeof stepStates)[number];

/** The link a list follows, as far as its steps depend on it. */
export interface LinkFacts {
  /** The vendor no longer takes what was entered. */
  isRefused: boolean;
  /** Its last checks failed for another reason. */
  isFailing: boolean;
  import: 'running' | 'stopped' | 'done';
}

export interface StepFacts {
  /** Null when nothing has to be asked of the vendor. */
  onboarding: Pick<OnboardingDescription, 'fee' | 'activation'> | null;
  /** There are credentials to enter. */
  hasKeys: boolean;
  marks: readonly Mark[];
  /** Null while nothing is connected. */
  link: LinkFacts | null;
  nowMs: EpochMs;
}

export interface JudgedStep {
  step: StepName;
  state: StepState;
  mark: Mark | null;
}

/** `open`: neither done nor under way; its place in the list decides the rest. */
type Judgement = Exclude<StepState, 'current' | 'upcoming'> | 'open';

const rules: Readonly<Record<StepName, (facts: StepFacts) => Judgement>> = {
  request_access: judgeByPerson('request_access'),
  pay_fee: judgeByPerson('pay_fee'),
  wait: judgeWait,
  keys: ({ link }) => (link === null ? 'open' : 'done'),
  verify({ link }) {
    if (link === null) return 'open';
    return link.isRefused ? 'trouble' : 'done';
  },
  first_import: judgeImport,
  // POS items have no mapping yet that a share of revenue could be computed from.
  map_revenue: () => 'not_available',
};

/** Every step the vendor has, with where it stands. Pure. */
export function judgeSteps(facts: StepFacts): JudgedStep[] {
  let isNext = true;
  return listSteps(facts).map((step) => {
    const judged = rules[step](facts);
    const state = judged === 'open' ? (isNext ? 'current' : 'upcoming') : judged;
    isNext &&= state === 'done';
    return { step, state, mark: facts.marks.find((mark) => mark.step === step) ?? null };
  });
}

function listSteps({ onboarding, hasKeys }: StepFacts): StepName[] {
  const absent: StepName[] = [];
  if (onboarding === null) absent.push(...personSteps);
  if (onboarding?.fee === null) absent.push('pay_fee');
  if (!hasKeys) absent.push('keys', 'verify');
  return stepNames.filter((step) => !absent.includes(step));
}

/** A list is finished for good once the history is there: later trouble is the link's, not its. */
export function isFinished({ link }: Pick<StepFacts, 'link'>): boolean {
  return link?.import === 'done';
}

/** Since when it is the vendor's turn: the last thing it asks for was done then. Null before. */
export function waitingSinceMs({
  onboarding,
  marks,
}: Pick<StepFacts, 'onboarding' | 'marks'>): EpochMs | null {
  if (onboarding === null) return null;
  const last = onboarding.fee === null ? 'request_access' : 'pay_fee';
  return marks.find((mark) => mark.step === last && mark.isDone)?.atMs ?? null;
}

const hourMs = 3_600_000;

/** When the vendor has taken as long as it says it takes. */
export function askAgainMs(sinceMs: EpochMs, hoursMax: number): EpochMs {
  return sinceMs + hoursMax * hourMs;
}

/** Done, too, once there is a link: nobody gets credentials without it. */
function judgeByPerson(step: PersonStep): (facts: StepFacts) => Judgement {
  return ({ marks, link }) => {
    const isTicked = marks.some((mark) => mark.step === step && mark.isDone);
    return isTicked || link !== null ? 'done' : 'open';
  };
}

function judgeWait(facts: StepFacts): Judgement {
  const judged = judgeByPerson('wait')(facts);
  const sinceMs = waitingSinceMs(facts);
  if (judged === 'done' || facts.onboarding === null || sinceMs === null) return judged;
  const { hoursMax } = facts.onboarding.activation;
  return facts.nowMs < askAgainMs(sinceMs, hoursMax) ? 'waiting' : 'overdue';
}

function judgeImport({ link, hasKeys }: StepFacts): Judgement {
  if (link === null) return 'open';
  if (link.import === 'done') return 'done';
  if (link.isRefused) return 'open';
  if (link.isFailing || link.import === 'stopped') return 'trouble';
  // Without keys nothing is asked for: somebody has to send the first file.
  return hasKeys ? 'running' : 'open';
}
