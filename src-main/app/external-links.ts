/** Hosts whose pages the application links to. SECURITY S35: nothing else is ever handed to the system. */
const linkedHosts = new Set(['clerk.com', 'dashboard.clerk.com', 'github.com']);

/** Whether `url` may be opened in the system's browser: https, default port, no credentials, a listed host. */
export function isExternalLink(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === 'https:' && username === '' && password === '' && linkedHosts.has(host);
}

/** Hands a listed link to `open`; anything else is dropped and `report`ed with its origin only. */
export function openExternalLink(
  url: string,
  open: (url: string) => void,
  report: (origin: string) => void,
): void {
  if (isExternalLink(url)) open(url);
  else report(URL.canParse(url) ? new URL(url).origin : 'not a URL');
}
