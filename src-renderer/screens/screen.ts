import { text } from '../i18n/text.ts';
import { element } from '../ui/element.ts';

/** Something that fills the window until it is disposed of. */
export type Screen = {
  element: HTMLElement;
  /** Stops timers and unmounts Clerk's components; called while the element is still in the page. */
  dispose: () => void;
};

/** A part of a screen, with the same promise. */
export type Panel = Screen;

type PageParts = {
  name: string;
  title: string;
  header?: HTMLElement;
  footer?: HTMLElement;
};

/** A screen's landmarks: header, one main, footer. */
export function createPage(
  { name, title, header, footer }: PageParts,
  ...content: HTMLElement[]
): HTMLElement {
  document.title = text('page.title', { title });
  return element(
    'div',
    { class: `page page-${name}` },
    header,
    element('main', { id: 'main', class: 'main', 'data-screen': name, tabindex: -1 }, ...content),
    footer,
  );
}

/** Disposes of each panel, in order. */
export const disposeAll =
  (...panels: Pick<Panel, 'dispose'>[]): (() => void) =>
  () => {
    for (const panel of panels) panel.dispose();
  };
