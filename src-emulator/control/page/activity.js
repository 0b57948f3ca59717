import { create, createButton, createPart, element, formatTime } from './dom.js';
import { send } from './requests.js';

const createSession = ({ id, status, userName, identifier, browserName, origin, createdAt }) =>
  create(
    'li',
    { className: 'row' },
    create(
      'div',
      {},
      create('div', { className: 'name', text: userName || identifier || 'Deleted user' }),
      create('div', {
        className: 'detail',
        text: [browserName ?? 'Backend API', origin, `since ${formatTime(createdAt)}`]
          .filter(Boolean)
          .join(', '),
      }),
    ),
    status === 'active'
      ? createButton('Revoke', `Revoke the session of ${userName || identifier}`, () =>
          send('POST', `/_emulator/sessions/${id}/revoke`),
        )
      : create('span', { className: 'detail', text: status }),
  );

export const showSessions = createPart((sessions) => {
  element('sessions').replaceChildren(...sessions.slice(0, 20).map(createSession));
  element('no-sessions').hidden = sessions.length > 0;
});

const toneOf = (status) => (status === null || status >= 500 ? 'bad' : status >= 400 ? 'warn' : 'good');

const faultNames = { latency: 'slowed', status: 'fault', drop: 'fault', hang: 'fault' };

const createRequest = ({ method, path, status, durationMilliseconds, fault, at }) =>
  create(
    'li',
    { className: 'request' },
    create('span', { className: 'time', text: formatTime(at) }),
    create('span', { className: 'method', text: method }),
    create('span', { className: 'path', text: path, title: path }),
    create('span', { className: 'fault', text: faultNames[fault] ?? '' }),
    create('span', { className: toneOf(status), text: status === null ? 'cut' : String(status) }),
    create('span', { className: 'time', text: `${durationMilliseconds} ms` }),
  );

export const showRequests = createPart((requests) => {
  element('requests').replaceChildren(...requests.map(createRequest));
  element('no-requests').hidden = requests.length > 0;
  element('clear-requests').hidden = requests.length === 0;
});

element('clear-requests').addEventListener('click', () => send('DELETE', '/_emulator/requests'));
