import { create, createButton, createPart, element, formatDateAndTime } from './dom.js';
import { send } from './requests.js';

const clockModes = { real: "The computer's time.", moved: 'Moved.', frozen: 'Stands still.' };

export function showClock({ mode, now }) {
  element('clock-time').textContent = formatDateAndTime(now);
  element('clock-mode').textContent = clockModes[mode];
  element('freeze-clock').hidden = mode === 'frozen';
  element('reset-clock').hidden = mode === 'real';
  element('freeze-clock').onclick = () => send('PUT', '/_emulator/clock', { frozenAt: now });
}
for (const button of document.querySelectorAll('[data-advance]'))
  button.addEventListener('click', () =>
    send('POST', '/_emulator/clock', { advanceMilliseconds: Number(button.dataset.advance) }),
  );
element('reset-clock').addEventListener('click', () => send('DELETE', '/_emulator/clock'));

const apiNames = { frontend: 'Frontend API', backend: 'Backend API', jwks: 'Key set' };

const effects = {
  slow: { kind: 'latency', milliseconds: 2000 },
  limited: { kind: 'status', status: 429, retryAfterSeconds: 10 },
  broken: { kind: 'status', status: 500 },
  away: { kind: 'status', status: 503 },
  drop: { kind: 'drop' },
  hang: { kind: 'hang' },
};
const often = { always: {}, once: { times: 1 }, half: { rate: 0.5 } };

function describeEffect({ kind, milliseconds, status }) {
  if (kind === 'latency') return `Slower by ${milliseconds / 1000} s`;
  if (kind === 'status') return `Answers ${status}`;
  return kind === 'drop' ? 'Cuts the connection' : 'Never answers';
}

const describeRule = ({ api, method, path, rate, times, struck }) =>
  [
    api ? apiNames[api] : 'All APIs',
    method,
    path,
    rate < 1 && `${Math.round(rate * 100)} % of requests`,
    times ? `struck ${struck} of ${times}` : `struck ${struck}`,
  ]
    .filter(Boolean)
    .join(', ');

/** The rules to send again: without the count, and without what is spent. */
const remaining = (rules) =>
  rules
    .filter(({ times, struck }) => !times || struck < times)
    .map(({ struck, ...rule }) => (rule.times ? { ...rule, times: rule.times - struck } : rule));

const setRules = (rules) => send('PUT', '/_emulator/faults', { rules });

let currentRules = [];

export const showFaults = createPart((rules) => {
  currentRules = rules;
  element('faults').replaceChildren(
    ...rules.map((rule) =>
      create(
        'li',
        { className: 'row' },
        create(
          'div',
          {},
          create('div', { className: 'name', text: describeEffect(rule) }),
          create('div', { className: 'detail', text: describeRule(rule) }),
        ),
        createButton('Remove', `Remove the fault: ${describeEffect(rule)}`, () =>
          setRules(remaining(rules.filter((other) => other !== rule))),
        ),
      ),
    ),
  );
});

element('add-fault').addEventListener('submit', (event) => {
  event.preventDefault();
  const { effect, api, frequency } = Object.fromEntries(new FormData(event.target));
  setRules([
    ...remaining(currentRules),
    { ...effects[effect], ...often[frequency], ...(api ? { api } : {}) },
  ]);
});

export const showSigningKeys = createPart((keys) => {
  element('signing-keys').replaceChildren(
    ...keys.map(({ kid, state }) =>
      create(
        'li',
        { className: 'row' },
        create('code', { text: kid, title: kid }),
        state === 'published'
          ? createButton('Remove', `Remove the key ${kid}`, () => send('DELETE', `/_emulator/keys/${kid}`))
          : create('span', { className: 'detail', text: state }),
      ),
    ),
  );
});
element('rotate-keys').addEventListener('click', () => send('POST', '/_emulator/keys/rotate', {}));

element('reset').addEventListener('click', () => {
  if (confirm('Forget all users, sessions and mail, and start again as at first?'))
    send('POST', '/_emulator/reset');
});
element('load-file').addEventListener('change', async ({ target }) => {
  const [file] = target.files;
  target.value = '';
  if (!file) return;
  let content;
  try {
    content = JSON.parse(await file.text());
  } catch {
    content = null;
  }
  if (content?.version) send('PUT', '/_emulator/snapshot', content);
  else send('POST', '/_emulator/seed', content ?? {});
});
