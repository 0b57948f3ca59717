import { describe, expect, it, vi } from 'vitest';
import { createEmulatorClient } from '../../../../src-renderer/api/emulator-client.ts';

const setUp = (body: unknown) => {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => new Response(JSON.stringify(body)));
  return { fetch, emulator: createEmulatorClient('http://127.0.0.1:4100/', fetch) };
};

describe('the emulator', () => {
  it('tells its first demo account', async () => {
    const account = { emailAddress: 'ada@example.com', password: 'secret' };
    const { emulator, fetch } = setUp({
      demoAccounts: [account, { emailAddress: 'b@example.com', password: 'x' }],
    });
    expect(await emulator.readDemoAccount()).toEqual({ ok: true, data: account });
    expect(fetch.mock.calls[0]?.[0]).toBe('http://127.0.0.1:4100/_emulator');
  });

  it('may have no demo account', async () => {
    expect(await setUp({ name: 'frontdesk-emulator' }).emulator.readDemoAccount()).toEqual({
      ok: true,
      data: undefined,
    });
  });

  it('hands over the codes that it would have sent', async () => {
    const message = { id: 'm1', to: 'ada@example.com', purpose: 'sign_in', code: '123456', sentAt: 1 };
    expect(await setUp({ messages: [message] }).emulator.readOutbox()).toEqual({ ok: true, data: [message] });
  });

  it('is an unexpected answer when it speaks of something else', async () => {
    expect(await setUp({ mails: [] }).emulator.readOutbox()).toMatchObject({
      ok: false,
      error: { code: 'unexpected-answer' },
    });
  });

  it('is unreachable when nothing answers', async () => {
    const emulator = createEmulatorClient('http://127.0.0.1:4100', async () => {
      throw new TypeError('Failed to fetch');
    });
    expect(await emulator.readOutbox()).toMatchObject({ ok: false, error: { code: 'emulator-unreachable' } });
  });
});
