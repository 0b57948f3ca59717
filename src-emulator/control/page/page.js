const pollMilliseconds = 2000;

const element = (id) => document.getElementById(id);

/** Builds an element; text goes in as text, since names and addresses come from whoever signed up. */
function create(tag, { className = '', text = '', ...properties } = {}, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  Object.assign(node, properties);
  node.append(...children);
  return node;
}

function createCopyButton(value, name, text = 'Copy') {
  const button = create('button', { type: 'button', className: text === 'Copy' ? 'copy' : '', text });
  button.setAttribute('aria-label', `Copy ${name}`);
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(value);
    button.textContent = 'Copied';
    button.classList.add('done');
    setTimeout(() => {
      button.textContent = text;
      button.classList.remove('done');
    }, 1200);
  });
  return button;
}

const purposes = {
  sign_in: 'Sign-in code',
  sign_up: 'Sign-up code',
  reset_password: 'Password reset code',
  verify_email: 'Address verification code',
  reverification: 'Reverification code',
};

const formatTime = (time) =>
  new Date(time).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });

const createMessage = ({ to, purpose, code, sentAt }) =>
  create(
    'li',
    { className: 'message' },
    create('span', { className: 'to', text: to }),
    create('span', { className: 'about', text: `${purposes[purpose]}, ${formatTime(sentAt)}` }),
    createCopyButton(code, `the code for ${to}`, code),
  );

const createAccount = ({ emailAddress, password }) =>
  create(
    'li',
    { className: 'account' },
    create('code', { text: emailAddress }),
    createCopyButton(emailAddress, 'the address'),
    create('code', { text: password }),
    createCopyButton(password, `the password of ${emailAddress}`),
  );

const createUser = ({ name, emailAddress, imageUrl, activeSessions }) =>
  create(
    'li',
    { className: 'user' },
    create('img', { src: new URL(imageUrl).pathname, alt: '' }),
    create(
      'div',
      {},
      create('div', { className: 'name', text: name || emailAddress }),
      create('div', { className: 'detail', text: emailAddress }),
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

/** Redraws a part only when its data changed, so that a selection or focus in it survives the polling. */
function createPart(draw) {
  let shown = '';
  return (data) => {
    const next = JSON.stringify(data);
    if (next === shown) return;
    shown = next;
    draw(data);
  };
}

const showMessages = createPart((messages) => {
  element('messages').replaceChildren(...messages.map(createMessage));
  element('no-messages').hidden = messages.length > 0;
  element('clear-outbox').hidden = messages.length === 0;
});

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

async function readJson(path) {
  const response = await fetch(path, { signal: AbortSignal.timeout(5000) });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

async function refresh() {
  try {
    const [instance, { users }, { messages }] = await Promise.all(
      ['/_emulator', '/_emulator/users', '/_emulator/outbox'].map(readJson),
    );
    showInstance(instance);
    showUsers(users);
    showMessages(messages);
    showStatus('live', `Running at ${new URL(instance.url).host}`);
  } catch {
    showStatus('lost', 'Not running. Start it again: npm run emulator');
  }
}

async function poll() {
  if (!document.hidden) await refresh();
  setTimeout(poll, pollMilliseconds);
}

element('clear-outbox').addEventListener('click', async () => {
  await fetch('/_emulator/outbox', { method: 'DELETE', headers: { 'Content-Type': 'application/json' } });
  await refresh();
});
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) refresh();
});
poll();
