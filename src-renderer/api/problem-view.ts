import { type Problem, type ProblemCode, problemKind } from '../../src-contracts/problems.ts';
import { type TextKey, text } from '../i18n/text.ts';

/** Failures that happen in the window, before or instead of an answer of the API. */
export type WindowProblemCode =
  | 'api-unreachable'
  | 'api-timeout'
  | 'unexpected-answer'
  | 'signed-out'
  | 'emulator-unreachable'
  | 'sign-out-failed';

/** A failure as the window shows it. */
export type ProblemView = {
  code: ProblemCode | WindowProblemCode;
  title: string;
  detail: string;
  /** What the person in front of the window can do. */
  remedy: string;
  requestId?: string;
};

/** Where the remedy for a caller of the API says nothing to a person in front of the window. */
const windowRemedies: Partial<Record<ProblemCode, Extract<TextKey, `remedy.${string}`>>> = {
  'launch-token-missing': 'remedy.reload',
  'launch-token-invalid': 'remedy.reload',
  'token-missing': 'remedy.signInAgain',
  'token-malformed': 'remedy.signInAgain',
  'token-signature-invalid': 'remedy.signInAgain',
  'token-expired': 'remedy.signInAgain',
  'token-session-missing': 'remedy.signInAgain',
  'session-mismatch': 'remedy.signInAgain',
  'session-not-found': 'remedy.sessionGone',
  'backend-api-unavailable': 'remedy.secretKey',
  'clerk-rate-limited': 'remedy.slowDown',
  'rate-limited': 'remedy.slowDown',
  'not-ready': 'remedy.wait',
};

const remedyFor = (code: ProblemCode): string => {
  const key = windowRemedies[code];
  return key ? text(key) : problemKind(code).remedy;
};

/** A problem that the API answered. A detail that only repeats the remedy is left out. */
export function viewProblem(problem: Problem): ProblemView {
  const { code, title, instance } = problem;
  const detail = problem.detail.replace(problemKind(code).remedy, '').trim();
  return { code, title, detail, remedy: remedyFor(code), requestId: instance };
}

/** A failure that no catalogue of the API names. */
export const viewWindowProblem = (code: WindowProblemCode, requestId?: string): ProblemView => ({
  code,
  title: text(`problem.${code}.title`),
  detail: '',
  remedy: text(`problem.${code}.remedy`),
  ...(requestId === undefined ? {} : { requestId }),
});

/** Clerk did not answer when the window asked it for something. */
export const viewClerkUnreachable = (): ProblemView => ({
  code: 'clerk-unreachable',
  title: problemKind('clerk-unreachable').title,
  detail: '',
  remedy: problemKind('clerk-unreachable').remedy,
});
