/** Calls `tick` now and each second until the returned function is called. */
export function everySecond(tick: () => void): () => void {
  tick();
  const timer = setInterval(tick, 1_000);
  return () => clearInterval(timer);
}

/**
 * Calls `poll` now and every `seconds` while the window is visible, until the returned function is called.
 */
export function whileVisible(seconds: number, poll: () => unknown): () => void {
  const pollWhenVisible = () => void (document.visibilityState === 'visible' && poll());
  pollWhenVisible();
  const timer = setInterval(pollWhenVisible, seconds * 1_000);
  document.addEventListener('visibilitychange', pollWhenVisible);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', pollWhenVisible);
  };
}
