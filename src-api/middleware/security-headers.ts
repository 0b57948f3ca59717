import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
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

/** What helmet sets is the same for every answer, so it is asked once and not by each request. */
const headers = readHeaders();

function readHeaders(): [name: string, value: string][] {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  setSecurityHeaders(request, response, (error) => {
    if (error !== undefined) throw error;
  });
  response.setHeader('Cache-Control', 'private, no-store');
  return Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]);
}

/** SECURITY S11: nothing here may be sniffed, framed, kept by a cache, or run as a page. */
export const securityHeaders: RequestHandler = (_request, response, next) => {
  for (const [name, value] of headers) response.setHeader(name, value);
  next();
};
