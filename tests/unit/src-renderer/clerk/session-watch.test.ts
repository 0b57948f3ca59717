import { describe, expect, it, vi } from 'vitest';
import {
  readSessionToken,
  type SessionedClerk,
  watchSession,
} from '../../../../src-renderer/clerk/session-watch.ts';

const session = (id: string) => ({ id, getToken: vi.fn(async () => `token of ${id}`) });

function setUp() {
  let emit: Parameters<SessionedClerk['addListener']>[0] = () => undefined;
  const setActive = vi.fn<SessionedClerk['setActive']>(async () => undefined);
  const listener = vi.fn();
  const addListener: SessionedClerk['addListener'] = (given) => {
    emit = given;
    return () => undefined;
  };
  watchSession({ addListener, setActive }, listener);
  const tell = (active: string | null, ...signedIn: string[]) =>
    emit({
      client: { signedInSessions: signedIn.map(session) },
      session: active ? { id: active } : null,
    });
  return { tell, setActive, listener };
}

describe('the watch over the session', () => {
  it('tells the active session, and its end', () => {
    const { tell, listener } = setUp();
    tell('a', 'a');
    tell(null);
    expect(listener.mock.calls).toEqual([['a'], [undefined]]);
  });

  it('says nothing while no session is active although it lives on', () => {
    const { tell, listener } = setUp();
    tell('a', 'a');
    tell(null, 'a');
    expect(listener.mock.calls).toEqual([['a']]);
  });

  it('leaves a new session to the sign-in that is about to make it active', () => {
    const { tell, listener, setActive } = setUp();
    tell(null);
    tell(null, 'a');
    tell('a', 'a');
    expect(setActive).not.toHaveBeenCalled();
    expect(listener).toHaveBeenLastCalledWith('a');
  });

  it('makes the next session active when one of several ends', () => {
    const { tell, listener, setActive } = setUp();
    tell('a', 'a', 'b');
    tell(null, 'b');
    expect(setActive).toHaveBeenCalledWith({ session: 'b' });
    tell('b', 'b');
    expect(listener.mock.calls).toEqual([['a'], ['b']]);
  });
});

describe('the token of a session', () => {
  const clerkWith = (active: string | null, ...signedIn: string[]) => ({
    client: { signedInSessions: signedIn.map(session) },
    session: active ? { id: active } : null,
    setActive: vi.fn<SessionedClerk['setActive']>(async () => undefined),
  });

  it('is that of the session', async () => {
    const clerk = clerkWith('a', 'a');
    expect(await readSessionToken(clerk, 'a', { fresh: true })).toBe('token of a');
    expect(clerk.client.signedInSessions[0]?.getToken).toHaveBeenCalledWith({ skipCache: true });
    expect(clerk.setActive).not.toHaveBeenCalled();
  });

  it('is none when the session has ended', async () => {
    expect(await readSessionToken(clerkWith(null), 'a', { fresh: false })).toBeNull();
  });

  it('is read after a failed sign-out once the session is active again', async () => {
    const clerk = clerkWith(null, 'a');
    expect(await readSessionToken(clerk, 'a', { fresh: false })).toBe('token of a');
    expect(clerk.setActive).toHaveBeenCalledWith({ session: 'a' });
  });

  it('cannot be had while Clerk is out of reach', async () => {
    const clerk = clerkWith(null, 'a');
    clerk.setActive.mockRejectedValue(new Error('Network error'));
    await expect(readSessionToken(clerk, 'a', { fresh: false })).rejects.toThrow('Network error');
  });
});
