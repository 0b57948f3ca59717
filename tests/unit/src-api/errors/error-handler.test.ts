import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createErrorHandler } from '../../../../src-api/errors/error-handler.ts';
import { ProblemError } from '../../../../src-api/errors/problem-error.ts';
import { createLogger } from '../../../../src-api/logger.ts';
import { startContext } from '../../../../src-api/middleware/request-context.ts';
import { type ApiServer, startServer } from '../../../../src-api/server.ts';

const thrown: Record<string, unknown> = {
  problem: new ProblemError('clerk-rate-limited', { retryAfterSeconds: 9, detail: 'Slowly.' }),
  caused: new ProblemError('clerk-unreachable', { cause: { clerkStatus: 502 } }),
  bug: new TypeError('CANARY in a message'),
  text: 'CANARY as a string',
  nothing: undefined,
  aborted: Object.assign(new Error('aborted'), { type: 'request.aborted', status: 400 }),
  strange: Object.assign(new Error('strange'), { type: 'constructor', status: 418 }),
};

describe('createErrorHandler', () => {
  let server: ApiServer;
  const log: string[] = [];
  beforeAll(async () => {
    const logger = createLogger('info', { write: (line) => void log.push(line) });
    const app = express();
    app.use(startContext);
    app.get('/late', (_request, response) => {
      response.write('begun');
      throw new Error('too late');
    });
    app.get('/:name', ({ params }) => Promise.reject(thrown[params.name]));
    app.use(createErrorHandler(logger));
    const started = await startServer({ port: 0, createListener: () => app, logger });
    if (!started.ok) throw new Error(started.error.problem.reason);
    server = started.data;
  });
  afterAll(() => server.close());
  const read = async (name: string) => {
    const response = await fetch(`${server.url}/${name}`);
    return { headers: response.headers, problem: await response.json() };
  };

  it('answers a problem with its status, detail and headers', async () => {
    const { headers, problem } = await read('problem');
    expect(problem).toMatchObject({ status: 429, code: 'clerk-rate-limited', detail: 'Slowly.' });
    expect(headers.get('retry-after')).toBe('9');
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(problem.instance).toBe(headers.get('x-request-id'));
  });

  it('logs a cause and does not answer it', async () => {
    const { problem } = await read('caused');
    expect(JSON.stringify(problem)).not.toContain('502');
    expect(log.join('')).toContain('"clerkStatus":502');
  });

  it.each(['bug', 'text', 'strange'])(
    'answers an unknown error (%s) with internal-error alone',
    async (name) => {
      const { problem } = await read(name);
      expect(problem).toMatchObject({ status: 500, code: 'internal-error' });
      expect(JSON.stringify(problem)).not.toContain('CANARY');
      expect(log.join('')).toContain(problem.instance);
    },
  );

  it('answers an upload that was cut off as an invalid request', async () => {
    expect((await read('aborted')).problem).toMatchObject({ status: 400, code: 'invalid-request' });
  });

  it('cuts an answer that has begun', async () => {
    await expect(fetch(`${server.url}/late`).then((response) => response.text())).rejects.toThrow();
  });
});
