import { create, createCopyButton, createPart, element, formatTime } from './dom.js';
import { send } from './requests.js';

const purposes = {
  sign_in: 'sign-in',
  sign_up: 'sign-up',
  reset_password: 'password reset',
  verify_email: 'address verification',
  verify_phone: 'number verification',
  second_factor: 'second factor',
  reverification: 'reverification',
  invitation: 'invitation',
  waitlist: 'waitlist',
};

const createLink = (link, to) => {
  const anchor = create('a', { href: link, target: '_blank', rel: 'noreferrer', text: 'Open link' });
  anchor.setAttribute('aria-label', `Open link for ${to}`);
  return create(
    'div',
    { className: 'tools' },
    anchor,
    createCopyButton(link, `the link for ${to}`, 'Copy link'),
  );
};

const createMessage = ({ to, kind, purpose, code, link, sentAt }) =>
  create(
    'li',
    { className: 'message' },
    create('span', { className: 'to', text: to }),
    create('span', {
      className: 'about',
      text: `${kind === 'sms_code' ? 'SMS' : 'E-mail'}: ${purposes[purpose]}, ${formatTime(sentAt)}`,
    }),
    ...(code ? [createCopyButton(code, `the code for ${to}`, code)] : []),
    ...(link ? [createLink(link, to)] : []),
  );

export const showMessages = createPart((messages) => {
  element('messages').replaceChildren(...messages.map(createMessage));
  element('no-messages').hidden = messages.length > 0;
  element('clear-outbox').hidden = messages.length === 0;
});

element('clear-outbox').addEventListener('click', () => send('DELETE', '/_emulator/outbox'));
