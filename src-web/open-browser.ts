import { spawn } from 'node:child_process';

/** The program that opens a URL in the default browser, and its arguments. */
function browserCommand(platform: NodeJS.Platform, url: string): [string, string[]] {
  if (platform === 'darwin') return ['open', [url]];
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', url]];
  return ['xdg-open', [url]];
}

/** Whether there is a screen to open a browser on, and nobody said BROWSER=none. */
export function canOpenBrowser(
  platform: NodeJS.Platform,
  environment: Record<string, string | undefined>,
): boolean {
  if (environment.BROWSER === 'none' || environment.CI) return false;
  return platform !== 'linux' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}

/** Opens `url` in the default browser; says so when that cannot be done, and goes on. */
export function openBrowser(platform: NodeJS.Platform, url: string, say: (line: string) => void): void {
  const [command, parameters] = browserCommand(platform, url);
  const child = spawn(command, parameters, { stdio: 'ignore', detached: true });
  child.once('error', () => say(`no browser could be opened; open ${url} yourself`));
  child.unref();
}
