import { create, createButton, createCopyButton, createPart, element, formatTime } from './dom.js';
import { send } from './requests.js';

function createSecretButton(secret, url) {
  const button = createCopyButton(secret, `the signing secret of ${url}`, 'Secret');
  button.classList.add('copy');
  return button;
}

const createEndpoint = ({ id, url, events, secret, disabled }) =>
  create(
    'li',
    { className: 'row' },
    create(
      'div',
      {},
      create('div', { className: 'name path', text: url, title: url }),
      create('div', {
        className: 'detail',
        text: [disabled && 'Paused', events.length === 0 ? 'All events' : events.join(', ')]
          .filter(Boolean)
          .join(', '),
        title: events.join(', '),
      }),
    ),
    create(
      'div',
      { className: 'tools' },
      createSecretButton(secret, url),
      createButton(disabled ? 'Resume' : 'Pause', `${disabled ? 'Resume' : 'Pause'} ${url}`, () =>
        send('PATCH', `/_emulator/webhooks/${id}`, { disabled: !disabled }),
      ),
      createButton('Remove', `Remove ${url}`, () => send('DELETE', `/_emulator/webhooks/${id}`)),
    ),
  );

const tones = { delivered: 'good', pending: 'warn', failed: 'bad' };

function describeDelivery({ status, attempts, nextAttemptAt }) {
  const { error } = attempts.at(-1) ?? { error: null };
  if (status === 'delivered')
    return attempts.length === 1 ? 'delivered' : `delivered, try ${attempts.length}`;
  if (status === 'failed') return error ?? 'failed';
  return error === null ? 'on its way' : `${error}, again ${formatTime(nextAttemptAt)}`;
}

const createDelivery = (delivery) =>
  create(
    'li',
    { className: 'row' },
    create(
      'div',
      {},
      create('div', { className: 'name path', text: delivery.type, title: delivery.eventId }),
      create(
        'div',
        { className: 'detail' },
        `${formatTime(delivery.createdAt)}, `,
        create('span', { className: tones[delivery.status], text: describeDelivery(delivery) }),
      ),
    ),
    createButton('Send again', `Send ${delivery.type} again`, () =>
      send('POST', `/_emulator/webhooks/deliveries/${delivery.id}/resend`),
    ),
  );

export const showWebhooks = createPart(({ endpoints, deliveries }) => {
  element('webhook-endpoints').replaceChildren(...endpoints.map(createEndpoint));
  element('webhook-deliveries').replaceChildren(...deliveries.slice(0, 20).map(createDelivery));
  element('no-deliveries').hidden = deliveries.length > 0;
  element('no-deliveries').textContent =
    endpoints.length === 0 ? 'Nobody is told of events yet.' : 'No event since the endpoint was added.';
  element('clear-deliveries').hidden = deliveries.length === 0;
});

element('clear-deliveries').addEventListener('click', () => send('DELETE', '/_emulator/webhooks/deliveries'));
element('add-webhook').addEventListener('submit', (event) => {
  event.preventDefault();
  send('POST', '/_emulator/webhooks', { url: new FormData(event.target).get('url') }, event.target);
});
