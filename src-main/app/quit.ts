import { app } from 'electron';

const longestWaitMilliseconds = 5_000;

/** Lets `cleanUp` finish before the application ends, but never waits for it longer than five seconds. */
export function quitAfter(cleanUp: () => Promise<void>): void {
  let isClean = false;
  app.on('will-quit', (event) => {
    if (isClean) return;
    event.preventDefault();
    const limit = new Promise<void>((resolve) => setTimeout(resolve, longestWaitMilliseconds).unref());
    void Promise.race([cleanUp(), limit]).finally(() => {
      isClean = true;
      app.quit();
    });
  });
}
