import { element } from './element.ts';

/** The first letters of up to two words, for a person without a picture. */
export const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .join('');

/** A round picture; the initials stand there when it cannot be loaded. */
export function createAvatar(imageUrl: string, name: string): HTMLElement {
  const frame = element('span', { class: 'avatar', 'aria-hidden': 'true' }, initialsOf(name));
  if (!imageUrl) return frame;
  const image = element('img', { src: imageUrl, alt: '', width: 56, height: 56 });
  image.addEventListener('load', () => frame.replaceChildren(image));
  return frame;
}
