import type { RequestHandler } from 'express';
import helmet from 'helmet';

const setSecurityHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  // Means nothing over plain HTTP; a proxy that adds HTTPS sets its own.
  strictTransportSecurity: false,
});

/** SECURITY S11: nothing here may be sniffed, framed, kept by a cache, or run as a page. */
export const securityHeaders: RequestHandler = (request, response, next) => {
  response.setHeader('Cache-Control', 'private, no-store');
  setSecurityHeaders(request, response, next);
};
