import type { EmulatorClient, OutboxMessage } from '../api/emulator-client.ts';
import { text } from '../i18n/text.ts';
import { createCopyButton } from '../ui/copy-button.ts';
import { element } from '../ui/element.ts';
import { formatTime } from '../ui/format.ts';
import { mailIcon } from '../ui/icons.ts';
import { createProblemBox } from '../ui/problem-box.ts';
import { whileVisible } from '../ui/timers.ts';
import type { Panel } from './screen.ts';

const pollSeconds = 2;
const shownMessages = 3;
/** Codes live for ten minutes; older ones are of no use. */
export const codeLifeMilliseconds = 10 * 60_000;

/** The messages since an instant, newest first. */
export const messagesSince = (messages: OutboxMessage[], since: number): OutboxMessage[] =>
  messages
    .filter(({ sentAt }) => sentAt >= since)
    .sort((a, b) => b.sentAt - a.sentAt)
    .slice(0, shownMessages);

/** The emulator's outbox: the codes that Clerk would have sent by e-mail since an instant, as they arrive. */
export function createArrivingCodes(emulator: EmulatorClient, since: number): Panel {
  const list = element('ul', { class: 'messages', 'aria-live': 'polite' });
  const empty = element('p', { class: 'quiet' }, text('codes.none'));
  const problem = element('div', { class: 'slot' });
  let shown = '';

  const show = (messages: OutboxMessage[]) => {
    const ids = messages.map(({ id }) => id).join();
    empty.hidden = messages.length > 0;
    if (ids === shown) return;
    shown = ids;
    list.replaceChildren(...messages.map(createMessage));
  };
  const stop = whileVisible(pollSeconds, async () => {
    const outbox = await emulator.readOutbox();
    if (outbox.ok) show(messagesSince(outbox.data, since));
    if (outbox.ok) problem.replaceChildren();
    else if (!problem.hasChildNodes()) problem.append(createProblemBox(outbox.error));
  });

  return {
    element: element(
      'section',
      { class: 'desk-card', 'aria-labelledby': 'codes-title' },
      element('h2', { id: 'codes-title' }, mailIcon(), text('codes.title')),
      empty,
      list,
      problem,
    ),
    dispose: stop,
  };
}

const createMessage = ({ to, purpose, code, sentAt }: OutboxMessage): HTMLElement =>
  element(
    'li',
    {},
    element('code', { class: 'code' }, code),
    element(
      'span',
      { class: 'message-about' },
      element('span', {}, text(`codes.${purpose}`)),
      element('span', { class: 'quiet' }, text('codes.to', { to, time: formatTime(sentAt) })),
    ),
    createCopyButton(code, text('codes.codeName', { to })),
  );
