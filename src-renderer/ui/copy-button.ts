import { text } from '../i18n/text.ts';
import { element } from './element.ts';
import { copyIcon } from './icons.ts';

const confirmationMilliseconds = 2_000;

/** Copies `value`. `name` says what is copied, for those who do not see it beside the button. */
export function createCopyButton(value: string, name: string): HTMLElement {
  const label = element('span', { class: 'copy-label' }, text('copy.action'));
  const status = element('span', { class: 'visually-hidden', role: 'status' });
  const button = element(
    'button',
    { type: 'button', class: 'copy-button', 'aria-label': text('copy.name', { name }) },
    copyIcon(),
    label,
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = (visible: string, spoken: string) => {
    label.textContent = visible;
    status.textContent = spoken;
    clearTimeout(timer);
    timer = setTimeout(() => {
      label.textContent = text('copy.action');
      status.textContent = '';
    }, confirmationMilliseconds);
  };
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(value);
      show(text('copy.done'), text('copy.doneName', { name }));
    } catch {
      show(text('copy.refused'), text('copy.refusedName', { name }));
    }
  });
  return element('span', { class: 'copy' }, button, status);
}
