import type { Greeting } from '../../src-contracts/api-routes.ts';
import type { Connection } from '../../src-contracts/connection.ts';
import type { Result } from '../../src-contracts/result.ts';
import type { ProblemView } from '../api/problem-view.ts';
import { text } from '../i18n/text.ts';
import { createButton } from '../ui/button.ts';
import { element, setText } from '../ui/element.ts';
import { formatTime } from '../ui/format.ts';
import { retryIcon } from '../ui/icons.ts';
import { createProblemBox } from '../ui/problem-box.ts';
import type { Panel } from './screen.ts';

export type GreetingDependencies = {
  readGreeting: () => Promise<Result<Greeting, ProblemView>>;
  connection: Connection;
  /** What Clerk itself calls the person, for a connection that cannot ask for more. */
  readName: () => string;
};

/** The hero: what the local API answers to this session's token. */
export function createGreetingPanel({ readGreeting, connection, readName }: GreetingDependencies): Panel {
  const title = element('h1', { class: 'display greeting' }, text('greeting.asking'));
  const status = element('p', { class: 'lead', role: 'status' });
  const trouble = element('div', { class: 'slot' });
  let isDisposed = false;

  const show = (greeting: Result<Greeting, ProblemView>, milliseconds: number) => {
    if (greeting.ok) {
      setText(title, greeting.data.message);
      setText(status, text('greeting.verified', { time: formatTime(Date.now()), milliseconds }));
      trouble.replaceChildren();
    } else if (connection === 'public' && greeting.error.code === 'backend-api-unavailable') {
      setText(title, text('greeting.publicTitle', { name: readName() }));
      setText(status, text('greeting.publicLead'));
      trouble.replaceChildren(createProblemBox(greeting.error));
    } else {
      setText(title, text('greeting.refused'));
      setText(status, '');
      trouble.replaceChildren(createProblemBox(greeting.error));
    }
  };
  const ask = async () => {
    setText(status, text('greeting.asking'));
    const start = performance.now();
    const greeting = await readGreeting();
    if (!isDisposed) show(greeting, Math.round(performance.now() - start));
  };
  const again = createButton(text('greeting.again'), ask, { kind: 'primary', icon: retryIcon() });
  void ask();

  return {
    element: element(
      'section',
      { class: 'hero' },
      element('p', { class: 'overline' }, text('greeting.overline')),
      title,
      status,
      trouble,
      element('div', { class: 'hero-actions' }, again),
    ),
    dispose() {
      isDisposed = true;
    },
  };
}
