import type { ApiSession } from '../../src-contracts/api-routes.ts';
import type { ProblemView } from '../api/problem-view.ts';
import { text } from '../i18n/text.ts';
import { element } from '../ui/element.ts';
import { formatAge } from '../ui/format.ts';
import { deviceIcon } from '../ui/icons.ts';
import { createSessionConfirmation } from './session-confirmation.ts';

/** What the device of a session is called, as far as Clerk knows it. */
export function describeDevice(device: ApiSession['device']): string {
  const parts = [device?.browser, device?.type].filter(Boolean);
  return parts.length > 0 ? parts.join(' · ') : text('sessions.unknownDevice');
}

/** Where a session was last seen; empty when Clerk does not know. */
export const describePlace = (device: ApiSession['device']): string =>
  [device?.city, device?.country, device?.ipAddress].filter(Boolean).join(', ');

/** One session. Revoking asks once more, in the row itself; `revoke` answers the problem if it fails. */
export function createSessionRow(
  session: ApiSession,
  revoke: () => Promise<ProblemView | undefined>,
): HTMLElement {
  const { id, device, current, lastActiveAt } = session;
  const name = describeDevice(device);
  const seen = text('sessions.lastActive', { age: formatAge(Date.parse(lastActiveAt), Date.now()) });
  const confirmation = createSessionConfirmation(
    {
      offer: text('sessions.revoke'),
      offerName: text('sessions.revokeName', { name, seen }),
      question: text('sessions.confirm'),
      confirm: text('sessions.revokeNow'),
    },
    revoke,
  );
  const badge = element('span', { class: 'badge badge-current' }, text('sessions.current'));

  return element(
    'li',
    { class: 'session', 'data-session-id': id },
    element('span', { class: 'session-icon' }, deviceIcon()),
    element(
      'div',
      { class: 'session-about' },
      element('p', { class: 'session-device' }, name),
      element('p', { class: 'quiet' }, [describePlace(device), seen].filter(Boolean).join(' · ')),
    ),
    ...(current
      ? [element('div', { class: 'session-actions' }, badge)]
      : [confirmation.actions, confirmation.trouble]),
  );
}
