import type { ApiSession } from '../../src-contracts/api-routes.ts';
import type { ApiClient } from '../api/api-client.ts';
import { counted, text } from '../i18n/text.ts';
import { createButton } from '../ui/button.ts';
import { element, setText } from '../ui/element.ts';
import { createProblemBox } from '../ui/problem-box.ts';
import { whileVisible } from '../ui/timers.ts';
import type { Panel } from './screen.ts';
import { createSessionConfirmation } from './session-confirmation.ts';
import { createSessionRow } from './session-row.ts';

const refreshSeconds = 30;

type SessionCalls = Pick<ApiClient, 'listSessions' | 'revokeSession' | 'revokeOtherSessions'>;

/** What is said after all other sessions were ended. */
export const describeEnded = (count: number): string =>
  count === 0
    ? text('sessions.endedNone')
    : counted(count, text('sessions.endedOne'), text('sessions.ended', { count }));

/** The person's active sessions; every one but this can be revoked, alone or with all others. */
export function createSessionList(api: SessionCalls): Panel {
  const list = element('ul', { class: 'sessions' });
  const status = element('p', { class: 'quiet', role: 'status' }, text('sessions.loading'));
  const trouble = element('div', { class: 'slot' });
  let shown = '';

  const show = (sessions: ApiSession[]) => {
    endOthers.hidden = sessions.every(({ current }) => current);
    setText(status, sessions.length === 1 ? text('sessions.onlyThis') : '');
    // A row that somebody is about to confirm must not be replaced by an equal one.
    const present = JSON.stringify(sessions.map(({ lastActiveAt: _ignored, ...rest }) => rest));
    if (present === shown) return;
    shown = present;
    list.replaceChildren(...sessions.map((session) => createSessionRow(session, () => revoke(session.id))));
  };
  const load = async () => {
    const sessions = await api.listSessions();
    if (sessions.ok) {
      trouble.replaceChildren();
      show(sessions.data);
      return;
    }
    setText(status, '');
    trouble.replaceChildren(createProblemBox(sessions.error, createButton(text('action.retry'), load)));
  };
  const revoke = async (id: string) => {
    const revoked = await api.revokeSession(id);
    if (!revoked.ok) return revoked.error;
    await load();
    setText(status, text('sessions.revoked'));
    return undefined;
  };
  const revokeOthers = async () => {
    const ended = await api.revokeOtherSessions();
    // Also after a failure: some may have ended.
    await load();
    if (!ended.ok) return ended.error;
    setText(status, describeEnded(ended.data));
    return undefined;
  };
  const confirmation = createSessionConfirmation(
    {
      offer: text('sessions.endOthers'),
      question: text('sessions.confirmOthers'),
      confirm: text('sessions.endOthersNow'),
    },
    revokeOthers,
  );
  const endOthers = element(
    'div',
    { class: 'session-others', hidden: true },
    confirmation.actions,
    confirmation.trouble,
  );
  const stop = whileVisible(refreshSeconds, load);

  return {
    element: element(
      'section',
      { class: 'card', 'aria-labelledby': 'sessions-title' },
      element('h2', { id: 'sessions-title' }, text('sessions.title')),
      element('p', { class: 'quiet' }, text('sessions.lead')),
      list,
      endOthers,
      status,
      trouble,
    ),
    dispose: stop,
  };
}
