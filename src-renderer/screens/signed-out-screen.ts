import type { Clerk } from '@clerk/clerk-js/no-rhc';
import type { WindowConfig } from '../../src-contracts/window-state.ts';
import type { EmulatorClient } from '../api/emulator-client.ts';
import type { Destination } from '../clerk/destinations.ts';
import { text } from '../i18n/text.ts';
import { element } from '../ui/element.ts';
import { createMark } from '../ui/logo.ts';
import { createPageFooter } from '../ui/page-footer.ts';
import { createPageHeader } from '../ui/page-header.ts';
import type { SignedOutNotice } from './app-state.ts';
import { codeLifeMilliseconds, createArrivingCodes } from './arriving-codes.ts';
import { createDemoAccountCard } from './demo-account-card.ts';
import { createPage, disposeAll, type Panel, type Screen } from './screen.ts';

export type SignedOutDependencies = {
  clerk: Pick<Clerk, 'mountSignIn' | 'unmountSignIn' | 'mountSignUp' | 'unmountSignUp'>;
  config: WindowConfig;
  notice: SignedOutNotice | undefined;
  /** Present when the connection is the emulator's. */
  emulator: EmulatorClient | undefined;
  clearHash: () => void;
  /** Where Clerk's form starts, when not at its beginning. */
  callbackHash: string;
  showHash: (hash: string) => void;
};

export type SignedOutScreen = Screen & { show: (component: Destination) => void };

/** Clerk's own sign-in or sign-up, beside a panel with what the emulator can tell. */
export function createSignedOutScreen(dependencies: SignedOutDependencies): SignedOutScreen {
  const { config, notice, emulator } = dependencies;
  const desk: Panel[] = emulator
    ? [createDemoAccountCard(emulator), createArrivingCodes(emulator, Date.now() - codeLifeMilliseconds)]
    : [];
  const form = createForm(dependencies);

  const page = createPage(
    {
      name: 'signed-out',
      title: text('signedOut.pageTitle'),
      header: createPageHeader(config),
      footer: createPageFooter(config),
    },
    element(
      'div',
      { class: 'welcome' },
      element('div', { class: 'welcome-mark' }, createMark(56)),
      element('h1', { class: 'display' }, text('signedOut.title')),
      element('p', { class: 'lead' }, text('signedOut.lead')),
    ),
    element(
      'div',
      { class: 'entrance' },
      notice
        ? element(
            'p',
            { class: 'notice', role: 'status', 'data-notice': notice },
            text(`signedOut.${notice}`),
          )
        : undefined,
      form.element,
    ),
    element('div', { class: 'desk' }, ...desk.map((panel) => panel.element)),
  );
  form.show('sign-in', dependencies.callbackHash);
  return { element: page, show: form.show, dispose: disposeAll(form, ...desk) };
}

function createForm({ clerk, clearHash, showHash }: SignedOutDependencies) {
  const slot = element('div', { class: 'clerk-slot' });
  let unmount = () => {};

  const show = (component: Destination, hash = '') => {
    unmount();
    // Clerk's routes live in the hash: the old component's would lead the new one astray.
    clearHash();
    if (hash) showHash(hash);
    const node = element('div');
    slot.replaceChildren(node);
    if (component === 'sign-in') clerk.mountSignIn(node, { routing: 'hash' });
    else clerk.mountSignUp(node, { routing: 'hash' });
    unmount = () => (component === 'sign-in' ? clerk.unmountSignIn(node) : clerk.unmountSignUp(node));
  };
  const dispose = () => {
    unmount();
    clearHash();
  };
  return { element: slot, show, dispose };
}
