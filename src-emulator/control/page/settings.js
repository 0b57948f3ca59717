import { create, createPart, element } from './dom.js';
import { send } from './requests.js';
import { settingsGroups } from './settings-fields.js';

const form = element('settings');

const createOption = ([value, text]) => create('option', { value, text });

const createBox = (name, [value, text]) =>
  create('label', {}, create('input', { type: 'checkbox', name, value }), text);

const creators = {
  toggle: ({ name, label }) => {
    const box = createBox(name, ['on', label]);
    box.className = 'toggle';
    return box;
  },
  several: ({ name, label, options }) =>
    create(
      'fieldset',
      {},
      create('legend', { text: label }),
      ...options.map((option) => createBox(name, option)),
    ),
  choice: ({ name, label, options }) =>
    create('label', {}, label, create('select', { name }, ...options.map(createOption))),
  number: ({ name, label, min, max = '' }) =>
    create('label', {}, label, create('input', { type: 'number', name, min, max })),
  text: ({ name, label }) => create('label', {}, label, create('input', { type: 'text', name })),
  address: ({ name, label }) =>
    create('label', {}, label, create('input', { type: 'url', name, placeholder: 'https://' })),
};

const fields = new Map(settingsGroups.flatMap((group) => group.fields.map((field) => [field.name, field])));

form.append(
  ...settingsGroups.map((group, index) =>
    create(
      'details',
      { open: index === 0 },
      create('summary', { text: group.title }),
      create('div', { className: 'fields' }, ...group.fields.map((field) => creators[field.kind](field))),
    ),
  ),
);

let current;

const readCurrent = (name) => name.split('.').reduce((settings, key) => settings[key], current);

const isTypedIn = (input) =>
  input === document.activeElement && input.matches('input:not([type="checkbox"])');

/** Leaves alone what somebody is typing, unless it is what was just sent. */
function fill(sent) {
  for (const input of form.elements) {
    const field = fields.get(input.name);
    if (!field || (input !== sent && isTypedIn(input))) continue;
    const value = readCurrent(field.name);
    if (field.kind === 'toggle') input.checked = value;
    else if (field.kind === 'several') input.checked = value.includes(input.value);
    else input.value = value ?? '';
  }
}

export const showSettings = createPart((settings) => {
  current = settings;
  fill();
});

function read({ kind, name }) {
  const inputs = [...form.elements].filter((input) => input.name === name);
  const [{ checked, value, valueAsNumber }] = inputs;
  if (kind === 'toggle') return checked;
  if (kind === 'several') return inputs.filter((box) => box.checked).map((box) => box.value);
  if (kind === 'number') return value === '' ? null : valueAsNumber;
  return kind === 'address' && value === '' ? null : value;
}

const nest = (name, value) => name.split('.').reduceRight((inner, key) => ({ [key]: inner }), value);

form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('change', async ({ target }) => {
  await send('PATCH', '/_emulator/settings', nest(target.name, read(fields.get(target.name))));
  // What was refused goes back to what holds.
  fill(target);
});
