import type { ProblemView } from '../api/problem-view.ts';
import { text } from '../i18n/text.ts';
import { element } from './element.ts';
import { warningIcon } from './icons.ts';

/** Shows a failure where it happened: what went wrong, what to do, and what to name when asking for help. */
export function createProblemBox(problem: ProblemView, ...actions: Node[]): HTMLElement {
  return element(
    'div',
    { class: 'problem', role: 'alert', 'data-problem-code': problem.code },
    warningIcon(),
    element(
      'div',
      { class: 'problem-body' },
      element('p', { class: 'problem-title' }, problem.title),
      problem.detail ? element('p', {}, problem.detail) : undefined,
      element('p', {}, problem.remedy),
      element('p', { class: 'problem-reference' }, describeReference(problem)),
      actions.length > 0 ? element('div', { class: 'problem-actions' }, ...actions) : undefined,
    ),
  );
}

const describeReference = ({ code, requestId }: ProblemView): string =>
  requestId
    ? text('problem.reference', { code, requestId })
    : text('problem.referenceWithoutRequest', { code });
