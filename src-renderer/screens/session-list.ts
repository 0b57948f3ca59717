import type { ApiSession } from '../../src-contracts/api-routes.ts';
import type { ApiClient } from '../api/api-client.ts';
import { text } from '../i18n/text.ts';
import { createButton } from '../ui/button.ts';
import { element, setText } from '../ui/element.ts';
import { createProblemBox } from '../ui/problem-box.ts';
import { whileVisible } from '../ui/timers.ts';
import type { Panel } from './screen.ts';
import { createSessionRow } from './session-row.ts';

const refreshSeconds = 30;

/** The person's active sessions; every one but this can be revoked. */
export function createSessionList(api: Pick<ApiClient, 'listSessions' | 'revokeSession'>): Panel {
  const list = element('ul', { class: 'sessions' });
  const status = element('p', { class: 'quiet', role: 'status' }, text('sessions.loading'));
  const trouble = element('div', { class: 'slot' });
  let shown = '';

  const show = (sessions: ApiSession[]) => {
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
  const stop = whileVisible(refreshSeconds, load);

  return {
    element: element(
      'section',
      { class: 'card', 'aria-labelledby': 'sessions-title' },
      element('h2', { id: 'sessions-title' }, text('sessions.title')),
      element('p', { class: 'quiet' }, text('sessions.lead')),
      list,
      status,
      trouble,
    ),
    dispose: stop,
  };
}
