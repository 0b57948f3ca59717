import { showRequests, showSessions } from './activity.js';
import { showClock, showFaults, showSigningKeys } from './controls.js';
import { create, createCopyButton, createPart, element } from './dom.js';
import { readInstances, showInstances } from './instances.js';
import { showOrganizations } from './organizations.js';
import { showMessages } from './outbox.js';
import { onChange, readJson } from './requests.js';
import { showSettings } from './settings.js';
import { showWebhooks } from './webhooks.js';

const pollMilliseconds = 2000;

const createAccount = ({ emailAddress, password }) =>
  create(
    'li',
    { className: 'account' },
    create('code', { text: emailAddress }),
    createCopyButton(emailAddress, 'the address'),
    create('code', { text: password }),
    createCopyButton(password, `the password of ${emailAddress}`),
  );

const createUser = ({ name, identifier, imageUrl, activeSessions }) =>
  create(
    'li',
    { className: 'user' },
    create('img', { src: new URL(imageUrl).pathname, alt: '' }),
    create(
      'div',
      {},
      create('div', { className: 'name', text: name || identifier }),
      create('div', { className: 'detail', text: identifier }),
    ),
    create('span', {
      className: 'sessions',
      text: activeSessions === 0 ? 'signed out' : `${activeSessions} active`,
    }),
  );

const createKey = ([name, value]) => [
  create('dt', { text: name }),
  create('dd', {}, create('code', { text: value, title: value }), createCopyButton(value, name)),
];

const showUsers = createPart((users) => {
  element('users').replaceChildren(...users.map(createUser));
  element('user-count').textContent = users.length === 1 ? '1 user' : `${users.length} users`;
});

const showInstance = createPart((instance) => {
  element('accounts').replaceChildren(...instance.demoAccounts.map(createAccount));
  element('no-accounts').hidden = instance.demoAccounts.length > 0;
  const keys = [
    ['Frontend API (proxy URL) and Backend API URL', instance.url],
    ['Publishable key', instance.publishableKey],
    ['Secret key', instance.secretKey],
    ['Issuer', instance.issuer],
    ['Public key of session tokens (PEM)', instance.jwtKey.trim()],
  ];
  element('keys').replaceChildren(...keys.flatMap(createKey));
  element('version').textContent = `${instance.name} ${instance.version}, for development and tests only.`;
});

function showStatus(state, text) {
  element('status').dataset.state = state;
  element('status-text').textContent = text;
}

const parts = {
  '/_emulator': showInstance,
  '/_emulator/users': ({ users }) => showUsers(users),
  '/_emulator/outbox': ({ messages }) => showMessages(messages),
  '/_emulator/organizations': ({ organizations }) => showOrganizations(organizations),
  '/_emulator/sessions': ({ sessions }) => showSessions(sessions),
  '/_emulator/requests': ({ requests }) => showRequests(requests),
  '/_emulator/clock': showClock,
  '/_emulator/faults': ({ rules }) => showFaults(rules),
  '/_emulator/settings': showSettings,
  '/_emulator/webhooks': showWebhooks,
  '/_emulator/keys': ({ keys }) => showSigningKeys(keys),
};

async function refresh() {
  try {
    const [{ instances }, ...answers] = await Promise.all([
      readInstances(),
      ...Object.keys(parts).map(readJson),
    ]);
    showInstances(instances);
    for (const [index, show] of Object.values(parts).entries()) show(answers[index]);
    showStatus('live', `Running at ${location.host}`);
  } catch {
    showStatus('lost', 'Not running. Start it again: npm run emulator');
  }
}

async function poll() {
  if (!document.hidden) await refresh();
  setTimeout(poll, pollMilliseconds);
}

onChange(refresh);
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) refresh();
});
poll();
