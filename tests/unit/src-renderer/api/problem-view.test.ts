import { describe, expect, it } from 'vitest';
import { problemCodes, problemKind, problemType } from '../../../../src-contracts/problems.ts';
import { viewProblem, viewWindowProblem } from '../../../../src-renderer/api/problem-view.ts';

describe('a problem in the window', () => {
  it.each(problemCodes)('has a title and says what to do (%s)', (code) => {
    const { title, status } = problemKind(code);
    const view = viewProblem({
      type: problemType(code),
      title,
      status,
      code,
      detail: 'Why.',
      instance: 'r1',
    });
    expect(view).toMatchObject({ code, title, detail: 'Why.', requestId: 'r1' });
    expect(view.remedy).toMatch(/\.$/);
  });

  it('leaves out a detail that only repeats the remedy', () => {
    const { title, status, remedy } = problemKind('not-ready');
    const problem = {
      type: problemType('not-ready'),
      title,
      status,
      code: 'not-ready',
      instance: 'r1',
    } as const;
    expect(viewProblem({ ...problem, detail: remedy }).detail).toBe('');
  });

  it('has no request id when no request was answered', () => {
    expect(viewWindowProblem('api-unreachable')).not.toHaveProperty('requestId');
  });
});
