/**
 * Carries messages between two JavaScript worlds of one document as events, whose details Chromium copies
 * from world to world. The event names are unguessable, and the DOM methods are taken before any script of
 * the page can replace them.
 */
export function openPassage<In, Out>(outgoing: string, incoming: string, receive: (message: In) => void) {
  const dispatch = document.dispatchEvent.bind(document);
  const PassageEvent = CustomEvent;
  document.addEventListener(incoming, (event) => {
    if (event instanceof PassageEvent) receive(event.detail);
  });
  return (message: Out): void => {
    dispatch(new PassageEvent(outgoing, { detail: message }));
  };
}

/** The event names of both directions, derived from a secret of the page. */
export function passageNames(secret: string) {
  return { toMain: `${secret}-main`, toIsolated: `${secret}-isolated` };
}
