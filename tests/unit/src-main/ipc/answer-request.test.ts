import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answerRequest } from '../../../../src-main/ipc/answer-request.ts';

const schemas = {
  request: z.strictObject({ id: z.string() }),
  response: z.strictObject({ name: z.string() }),
};
const window = { frameUrl: 'frontdesk://app/', isMainFrame: true };
const ignore = () => undefined;

describe('an IPC request (S37)', () => {
  it('is answered as a Result', async () => {
    const answer = await answerRequest(schemas, ({ id }) => ({ name: id }), window, { id: 'a' }, ignore);
    expect(answer).toEqual({ ok: true, data: { name: 'a' } });
  });

  it.each([
    { frameUrl: 'https://evil.example/', isMainFrame: true },
    { frameUrl: 'frontdesk://app.evil/', isMainFrame: true },
    { frameUrl: 'frontdesk://app/', isMainFrame: false },
    { frameUrl: undefined, isMainFrame: true },
    { frameUrl: '', isMainFrame: true },
  ])('is refused when it comes from $frameUrl (main frame: $isMainFrame)', async (sender) => {
    const answer = await answerRequest(schemas, () => ({ name: 'a' }), sender, { id: 'a' }, ignore);
    expect(answer).toMatchObject({ ok: false, error: { code: 'sender-not-allowed' } });
  });

  it('is refused with any payload that does not fit its schema', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (payload) => {
        fc.pre(!schemas.request.safeParse(payload).success);
        const answer = await answerRequest(schemas, () => ({ name: 'a' }), window, payload, ignore);
        expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-request' } });
      }),
    );
  });

  it('tells the window nothing of an error and reports it', async () => {
    const reported: unknown[] = [];
    const failing = () => {
      throw new Error('secret detail');
    };
    const answer = await answerRequest(schemas, failing, window, { id: 'a' }, (error) =>
      reported.push(error),
    );
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal-error' } });
    expect(JSON.stringify(answer)).not.toContain('secret detail');
    expect(reported).toHaveLength(1);
  });

  it('does not let out an answer that does not fit its schema', async () => {
    const leaking = () => ({ name: 'a', secretKey: 'sk_test_canary' });
    const answer = await answerRequest(schemas, leaking, window, { id: 'a' }, ignore);
    expect(JSON.stringify(answer)).not.toContain('canary');
  });
});
