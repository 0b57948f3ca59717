import type { ProblemView } from '../api/problem-view.ts';
import { text } from '../i18n/text.ts';
import { createButton } from '../ui/button.ts';
import { element } from '../ui/element.ts';
import { createProblemBox } from '../ui/problem-box.ts';

export type ConfirmationWords = {
  offer: string;
  /** What the offer is called for those who do not see what it belongs to. */
  offerName?: string;
  question: string;
  confirm: string;
};

/**
 * A button that asks once more, in its own place, before it acts. `act` answers the problem if it fails; it is
 * shown in `trouble`.
 */
export function createSessionConfirmation(
  words: ConfirmationWords,
  act: () => Promise<ProblemView | undefined>,
): { actions: HTMLElement; trouble: HTMLElement } {
  const actions = element('div', { class: 'session-actions' });
  const trouble = element('div', { class: 'slot' });

  const offer = () => {
    const name = words.offerName === undefined ? {} : { name: words.offerName };
    const button = createButton(words.offer, ask, name);
    actions.replaceChildren(button);
    return button;
  };
  const ask = () => {
    const keep = createButton(text('sessions.keep'), () => offer().focus());
    const yes = createButton(words.confirm, confirm, { kind: 'danger' });
    actions.replaceChildren(element('span', {}, words.question), yes, keep);
    yes.focus();
  };
  const confirm = async () => {
    const problem = await act();
    trouble.replaceChildren(...(problem ? [createProblemBox(problem)] : []));
    offer().focus();
  };
  offer();
  return { actions, trouble };
}
