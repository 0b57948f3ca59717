import { element } from './element.ts';

export type ButtonKind = 'primary' | 'quiet' | 'danger';

/** A button that cannot be pressed again before what it started has ended. */
export function createButton(
  label: string,
  press: () => unknown,
  options: { kind?: ButtonKind; name?: string; icon?: Node } = {},
): HTMLButtonElement {
  const button = element(
    'button',
    { type: 'button', class: `button button-${options.kind ?? 'quiet'}`, 'aria-label': options.name },
    options.icon,
    element('span', {}, label),
  );
  button.addEventListener('click', async () => {
    if (button.getAttribute('aria-disabled') === 'true') return;
    // Not `disabled`: that would throw the keyboard focus away.
    button.setAttribute('aria-disabled', 'true');
    try {
      await press();
    } finally {
      button.removeAttribute('aria-disabled');
    }
  });
  return button;
}
