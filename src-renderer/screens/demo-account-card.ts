import type { DemoAccount, EmulatorClient } from '../api/emulator-client.ts';
import { text } from '../i18n/text.ts';
import { createCopyButton } from '../ui/copy-button.ts';
import { element } from '../ui/element.ts';
import { keyIcon } from '../ui/icons.ts';
import { createProblemBox } from '../ui/problem-box.ts';
import type { Panel } from './screen.ts';

/** The emulator's demo account with buttons to copy it; stays empty when there is none. */
export function createDemoAccountCard(emulator: EmulatorClient): Panel {
  const slot = element('div', { class: 'slot' });
  let isDisposed = false;
  emulator.readDemoAccount().then((account) => {
    if (isDisposed) return;
    if (!account.ok) slot.replaceChildren(createProblemBox(account.error));
    else if (account.data) slot.replaceChildren(createCard(account.data));
  });
  return {
    element: slot,
    dispose() {
      isDisposed = true;
    },
  };
}

function createCard({ emailAddress, password }: DemoAccount): HTMLElement {
  const row = (term: string, value: string, name: string) =>
    element(
      'div',
      {},
      element('dt', {}, term),
      element('dd', {}, element('code', {}, value), createCopyButton(value, name)),
    );
  return element(
    'section',
    { class: 'desk-card', 'aria-labelledby': 'demo-account-title' },
    element('h2', { id: 'demo-account-title' }, keyIcon(), text('demo.title')),
    element('p', {}, text('demo.lead')),
    element(
      'dl',
      { class: 'facts facts-copyable' },
      row(text('demo.email'), emailAddress, text('demo.emailName')),
      row(text('demo.password'), password, text('demo.passwordName')),
    ),
  );
}
