import { z } from 'zod';
import { ProblemError } from '../errors/problem-error.ts';
import { metricsMediaType } from '../metrics/metrics.ts';
import { rawBody } from '../middleware/raw-body.ts';
import { parseInput } from './input.ts';
import { noBody, nothing, type Route } from './route.ts';

/** Called by Clerk. SECURITY S48: the signature of a delivery stands in place of a session. */
export const webhookRoute: Route = {
  method: 'post',
  path: '/webhooks/clerk',
  summary: 'Takes a webhook of Clerk in: what is remembered of its user or session no longer counts.',
  permission: 'webhook',
  params: nothing,
  query: nothing,
  body: z.looseObject({ type: z.string(), data: z.looseObject({}) }),
  readBody: rawBody,
  response: null,
  problems: ['not-found', 'webhook-signature-invalid'],
  async answer(raw, { webhooks }, _claims, { headers }) {
    if (!webhooks) throw new ProblemError('not-found', { detail: 'Webhooks are off here.' });
    parseInput(nothing, raw.query);
    await webhooks.receive(headers, Buffer.isBuffer(raw.body) ? raw.body : Buffer.alloc(0));
  },
};

/** Called by Prometheus. SECURITY S49: with a token of its own. */
export const metricsRoute: Route = {
  method: 'get',
  path: '/metrics',
  summary: 'Measures of this instance in the text format of Prometheus.',
  permission: 'metrics',
  params: nothing,
  query: nothing,
  body: noBody,
  response: z.string(),
  textType: metricsMediaType,
  problems: ['not-found', 'metrics-token-invalid'],
  async answer(raw, { metricsPage }, _claims, { headers }) {
    if (!metricsPage) throw new ProblemError('not-found', { detail: 'Metrics are off here.' });
    parseInput(nothing, raw.query);
    return metricsPage(headers.authorization);
  },
};
