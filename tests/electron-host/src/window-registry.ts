/** Open windows in the order of their creation, and which of them has the focus. */
export function createWindowRegistry<W extends object>() {
  const windows = new Set<W>();
  let focused: W | undefined;
  return {
    all: (): W[] => [...windows],
    add(window: W): void {
      windows.add(window);
    },
    remove(window: W): void {
      windows.delete(window);
      if (focused === window) focused = undefined;
    },
    getFocused: (): W | undefined => focused,
    setFocused(window: W | undefined): void {
      focused = window;
    },
  };
}
