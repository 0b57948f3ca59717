export const element = (id) => document.getElementById(id);

/** Builds an element; text goes in as text, since names and addresses come from whoever signed up. */
export function create(tag, { className = '', text = '', ...properties } = {}, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  Object.assign(node, properties);
  node.append(...children);
  return node;
}

export function createCopyButton(value, name, text = 'Copy') {
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

export function createButton(text, label, onClick) {
  const button = create('button', { type: 'button', className: 'quiet', text });
  button.setAttribute('aria-label', label);
  button.addEventListener('click', onClick);
  return button;
}

/** Redraws a part only when its data changed, so that a selection or focus in it survives the polling. */
export function createPart(draw) {
  let shown = '';
  return (data) => {
    const next = JSON.stringify(data);
    if (next === shown) return;
    shown = next;
    draw(data);
  };
}

export const formatTime = (time) =>
  new Date(time).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });

export const formatDateAndTime = (time) =>
  new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
