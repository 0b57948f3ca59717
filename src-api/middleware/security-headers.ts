import helmet from 'helmet';
import { type PlainMiddleware, readHeaders } from './prepared-headers.ts';

const setSecurityHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  // Means nothing over plain HTTP; a proxy that adds HTTPS sets its own.
  strictTransportSecurity: false,
});

/** What helmet sets is the same for every answer, so it is asked once and not by each request. */
const list: readonly [name: string, value: string][] = [
  ...readHeaders(setSecurityHeaders),
  ['Cache-Control', 'private, no-store'],
];

/** SECURITY S11: nothing here may be sniffed, framed, kept by a cache, or run as a page. */
export const securityHeaders: PlainMiddleware = (_request, response, next) => {
  for (const [name, value] of list) response.setHeader(name, value);
  next();
};
