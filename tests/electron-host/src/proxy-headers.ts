import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { OriginMap } from './origin-map.ts';

/** Headers that concern one connection only (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = ['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding'];

/**
 * The headers a server (or a protocol handler) would get from Electron: `Origin` names the custom scheme,
 * and there is no `Referer`, which Chromium sends for http and https pages only.
 */
export function toServerHeaders(headers: IncomingHttpHeaders, origins: OriginMap): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || HOP_BY_HOP.includes(name)) continue;
    result[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  if (result.origin !== undefined) result.origin = origins.originToApp(result.origin);
  const { referer } = result;
  if (referer !== undefined && origins.toApp(referer) !== referer) delete result.referer;
  return result;
}

/** Response headers as `session.webRequest` shows them: lists of values. */
export function toHeaderLists(headers: IncomingHttpHeaders): Record<string, string[]> {
  const result: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) result[name] = Array.isArray(value) ? value : [value];
  }
  return result;
}

/**
 * The headers Chromium gets: origins and policies that name the custom scheme now name the stand-in, so
 * that CORS and CSP decide as they would in Electron.
 */
export function toBrowserHeaders(
  headers: Readonly<Record<string, string | string[]>>,
  origins: OriginMap,
): OutgoingHttpHeaders {
  const result: OutgoingHttpHeaders = {};
  for (const [originalName, given] of Object.entries(headers)) {
    const name = originalName.toLowerCase();
    if (HOP_BY_HOP.includes(name)) continue;
    const values = (Array.isArray(given) ? given : [given]).map((value) =>
      toBrowserValue(name, value, origins),
    );
    const [only] = values;
    result[name] = values.length === 1 && only !== undefined ? only : values;
  }
  return result;
}

function toBrowserValue(name: string, value: string, origins: OriginMap): string {
  if (name === 'access-control-allow-origin') return origins.toStandIn(value).replace(/(localhost)\/$/, '$1');
  if (name === 'location') return origins.toStandIn(value);
  if (name.startsWith('content-security-policy')) return origins.policyToStandIn(value);
  return value;
}
