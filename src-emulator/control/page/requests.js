import { element } from './dom.js';

let afterChange = () => undefined;

/** Sets what is called after each change, to show it at once. */
export function onChange(listener) {
  afterChange = listener;
}

function showNotice(text) {
  element('notice').textContent = text;
  element('notice').hidden = text === '';
}

/** Below the address of this page: each instance has a page of its own. */
const toAddress = (path) => new URL(path.replace(/^\//, ''), document.baseURI);

export async function readJson(path) {
  const response = await fetch(toAddress(path), { signal: AbortSignal.timeout(5000) });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

/**
 * Sends a change, and empties the form that it was entered in. What the emulator refuses is shown at the top of the page,
 * and the form keeps it.
 */
export async function send(method, path, body, form) {
  try {
    const response = await fetch(toAddress(path), {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const answer = await response.json();
    if (response.ok) form?.reset();
    showNotice(response.ok ? '' : `Not done: ${answer.errors.map((error) => error.long_message).join(' ')}`);
  } catch {
    showNotice('Not done: the emulator does not answer.');
  }
  await afterChange();
}
