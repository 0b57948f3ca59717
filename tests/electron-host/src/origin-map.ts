/**
 * Chromium cannot be taught a custom scheme from outside, so each origin `scheme://host` has a stand-in
 * origin `http://host.scheme.localhost`, which Chromium treats as secure and the loopback proxy serves.
 * Pages see the stand-in; the app's main process and every server see the custom scheme.
 */
export interface OriginMap {
  /** URL of the app → URL for Chromium. Other URLs pass unchanged. */
  toStandIn(url: string): string;
  /** URL of Chromium → URL of the app. Other URLs pass unchanged. */
  toApp(url: string): string;
  /** Serialised origin of Chromium → serialised origin of the app; `null` and foreign ones pass unchanged. */
  originToApp(origin: string): string;
  /** The scheme sources of a Content-Security-Policy value, rewritten for Chromium. */
  policyToStandIn(policy: string): string;
}

const APP_URL = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is;
const STAND_IN_URL = /^http:\/\/([^/?#:]+)\.([a-z][a-z0-9+-]*)\.localhost(?=$|[/?#])(.*)$/is;

/** The mapping for the schemes that `isCustomScheme` accepts at the time of each call. */
export function createOriginMap(isCustomScheme: (scheme: string) => boolean): OriginMap {
  function toStandIn(url: string): string {
    const [, scheme = '', host = '', rest = ''] = APP_URL.exec(url) ?? [];
    if (!isCustomScheme(scheme.toLowerCase())) return url;
    return `http://${host}.${scheme.toLowerCase()}.localhost${rest.startsWith('/') ? rest : `/${rest}`}`;
  }
  function toApp(url: string): string {
    const [, host = '', scheme = '', rest = ''] = STAND_IN_URL.exec(url) ?? [];
    return isCustomScheme(scheme.toLowerCase()) ? `${scheme.toLowerCase()}://${host}${rest}` : url;
  }
  return {
    toStandIn,
    toApp,
    originToApp: (origin) => toApp(origin).replace(/\/$/, ''),
    policyToStandIn: (policy) => policy.replaceAll(/[^\s;]+/g, (source) => mapSource(source)),
  };

  function mapSource(source: string): string {
    const schemeOnly = /^([a-z][a-z0-9+.-]*):$/i.exec(source);
    const scheme = (schemeOnly ?? APP_URL.exec(source))?.[1]?.toLowerCase() ?? '';
    if (!isCustomScheme(scheme)) return source;
    return schemeOnly ? `http://*.${scheme}.localhost` : toStandIn(source).replace(/(localhost)\/$/, '$1');
  }
}
