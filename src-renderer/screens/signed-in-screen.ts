import type { Clerk } from '@clerk/clerk-js/no-rhc';
import type { WindowConfig } from '../../src-contracts/window-state.ts';
import type { ApiClient } from '../api/api-client.ts';
import type { EmulatorClient } from '../api/emulator-client.ts';
import { viewWindowProblem } from '../api/problem-view.ts';
import { text } from '../i18n/text.ts';
import { createButton } from '../ui/button.ts';
import { element } from '../ui/element.ts';
import { leaveIcon } from '../ui/icons.ts';
import { createPageFooter } from '../ui/page-footer.ts';
import { createPageHeader } from '../ui/page-header.ts';
import { createProblemBox } from '../ui/problem-box.ts';
import { createArrivingCodes } from './arriving-codes.ts';
import { createGreetingPanel } from './greeting-panel.ts';
import { createKeyCard, emailOf, nameOf } from './key-card.ts';
import { createPage, disposeAll, type Panel, type Screen } from './screen.ts';
import { createSessionList } from './session-list.ts';

export type SignedInDependencies = {
  clerk: Pick<
    Clerk,
    'client' | 'user' | 'session' | 'addListener' | 'signOut' | 'mountUserButton' | 'unmountUserButton'
  >;
  config: WindowConfig;
  sessionId: string;
  api: ApiClient;
  /** Present when the connection is the emulator's. */
  emulator: EmulatorClient | undefined;
};

/** The greeting, who is signed in with which session and token, and where else. */
export function createSignedInScreen(dependencies: SignedInDependencies): Screen {
  const { clerk, config, sessionId, api, emulator } = dependencies;
  const trouble = element('div', { class: 'slot' });
  const userButton = element('div', { class: 'user-button' });
  const leave = async () => {
    trouble.replaceChildren();
    await clerk.signOut().catch(() => undefined);
    // clerk-js may swallow a network failure: the session is still there then.
    const isStillThere = clerk.client?.signedInSessions.some(({ id }) => id === sessionId);
    if (!isStillThere) return;
    const again = createButton(text('action.retry'), leave);
    trouble.replaceChildren(createProblemBox(viewWindowProblem('sign-out-failed'), again));
  };

  const greeting = createGreetingPanel({
    connection: config.connection,
    readGreeting: () => api.readGreeting(sessionId),
    readName: () => (clerk.user ? nameOf(clerk.user, emailOf(clerk.user)) : ''),
  });
  const keyCard = createKeyCard(clerk, sessionId);
  const below: Panel[] = [
    createSessionList(api),
    ...(emulator ? [createArrivingCodes(emulator, Date.now())] : []),
  ];

  const page = createPage(
    {
      name: 'signed-in',
      title: text('signedIn.pageTitle'),
      header: createPageHeader(
        config,
        createButton(text('action.signOut'), leave, { icon: leaveIcon() }),
        userButton,
      ),
      footer: createPageFooter(config),
    },
    trouble,
    element('div', { class: 'reception' }, greeting.element, keyCard.element),
    element('div', { class: 'guest-book' }, ...below.map((panel) => panel.element)),
  );
  clerk.mountUserButton(userButton);

  return {
    element: page,
    dispose() {
      // An open menu would stay over the next screen and swallow its clicks.
      clerk.unmountUserButton(userButton);
      disposeAll(greeting, keyCard, ...below)();
    },
  };
}
