import type { Clerk } from '@clerk/clerk-js/no-rhc';
import { text } from '../i18n/text.ts';
import { createAvatar } from '../ui/avatar.ts';
import { createCopyButton } from '../ui/copy-button.ts';
import { element, setText } from '../ui/element.ts';
import { createMark } from '../ui/logo.ts';
import type { Panel } from './screen.ts';
import { createTokenGauge } from './token-gauge.ts';

type User = NonNullable<Clerk['user']>;

/** What Clerk calls a person: the full name, else the user name, else the e-mail address. */
export const nameOf = (user: Pick<User, 'fullName' | 'username'>, email: string): string =>
  user.fullName || user.username || email;

export const emailOf = (user: Pick<User, 'primaryEmailAddress'>): string =>
  user.primaryEmailAddress?.emailAddress ?? '';

/** Who is signed in, and the session with its token. */
export function createKeyCard(
  clerk: Pick<Clerk, 'user' | 'session' | 'addListener'>,
  sessionId: string,
): Panel {
  const avatar = element('div');
  const name = element('p', { class: 'key-name' });
  const email = element('p', { class: 'key-email' });
  const gauge = createTokenGauge(() => clerk.session?.lastActiveToken?.getRawString());
  let imageUrl: string | undefined;

  const stopListening = clerk.addListener(({ user }) => {
    if (!user) return;
    const address = emailOf(user);
    setText(name, nameOf(user, address));
    setText(email, name.textContent === address ? '' : address);
    if (user.imageUrl !== imageUrl)
      avatar.replaceChildren(createAvatar(user.imageUrl, nameOf(user, address)));
    imageUrl = user.imageUrl;
    gauge.refresh();
  });

  return {
    element: element(
      'section',
      { class: 'key-card', 'aria-labelledby': 'key-title' },
      element(
        'div',
        { class: 'key-top' },
        element('h2', { id: 'key-title' }, text('key.title')),
        createMark(28),
      ),
      element('div', { class: 'key-person' }, avatar, element('div', {}, name, email)),
      element(
        'dl',
        { class: 'key-session' },
        element(
          'div',
          {},
          element('dt', {}, text('key.session')),
          element(
            'dd',
            {},
            element('code', { 'data-field': 'session-id' }, sessionId),
            createCopyButton(sessionId, text('key.sessionName')),
          ),
        ),
      ),
      gauge.element,
    ),
    dispose() {
      stopListening();
      gauge.dispose();
    },
  };
}
