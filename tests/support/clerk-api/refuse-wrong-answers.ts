import { afterEach } from 'vitest';
import { refusedAnswers } from './checked-answers.ts';

/**
 * Vitest runs this for each file of tests, before anything else: @clerk/backend keeps the `fetch` that it finds when it is
 * loaded, and what it is answered is to be checked as well.
 */
afterEach(() => {
  const all = refusedAnswers.splice(0);
  if (all.length > 0) throw new Error(all.join('\n\n'));
});
