import { create, createButton, createCopyButton, createPart, element } from './dom.js';
import { readJson, send } from './requests.js';

/** A further instance has its page below its publishable key, and cannot make others. */
const isDefault = new URL(document.baseURI).pathname === '/';

function createCopyKey(value, name, text) {
  const button = createCopyButton(value, name, text);
  button.classList.add('copy');
  return button;
}

const createInstance = ({ name, url, publishableKey, secretKey }) =>
  create(
    'li',
    { className: 'row' },
    create(
      'div',
      {},
      create('a', { className: 'name', href: `${new URL(url).pathname}/`, text: name }),
      create('div', { className: 'detail', text: publishableKey, title: publishableKey }),
    ),
    create(
      'div',
      { className: 'tools' },
      createCopyKey(publishableKey, `the publishable key of ${name}`, 'Public'),
      createCopyKey(secretKey, `the secret key of ${name}`, 'Secret'),
      createButton('Remove', `Remove the instance ${name}`, () => {
        if (confirm(`Remove the instance ${name} with its users, sessions and mail?`))
          send('DELETE', `/_emulator/instances/${name}`);
      }),
    ),
  );

export const readInstances = () =>
  isDefault ? readJson('/_emulator/instances') : Promise.resolve({ instances: [] });

export const showInstances = createPart((instances) => {
  element('instances').replaceChildren(...instances.map(createInstance));
});

element('add-instance').hidden = !isDefault;
element('default-instance').hidden = isDefault;
element('add-instance').addEventListener('submit', (event) => {
  event.preventDefault();
  const name = new FormData(event.target).get('name');
  send('POST', '/_emulator/instances', name ? { name } : {}, event.target);
});
