import type { Screen } from './screen.ts';

export type Stage = {
  /** Replaces the shown screen. The old one is disposed of while it still stands in the page. */
  show: (create: () => Screen) => void;
};

/** Shows one screen at a time inside `root`. */
export function createStage(root: HTMLElement): Stage {
  let present: Screen | undefined;
  return {
    show(create) {
      const hadFocus = present !== undefined;
      present?.dispose();
      present = create();
      root.replaceChildren(present.element);
      // Whoever reads by ear or keyboard starts at the new screen, not at the end of nowhere.
      const main = present.element.querySelector('main');
      if (hadFocus && document.activeElement === document.body) main?.focus({ preventScroll: true });
    },
  };
}
