import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Emulator } from '../../../src-emulator/create-emulator.ts';
import { setUpEmulator } from '../emulator/emulator-fixture.ts';
import { ada, createFrontendClient } from '../emulator/harness.ts';
import { createBrowser } from './browser.ts';

/**
 * The application each SDK has to make: `/` answers `{userId, sessionId}` of getAuth, `/user` the first name of
 * who is signed in by clerkClient, `/protected` 401, or a redirection, to who is not.
 */
export type StartApplication = (
  emulator: Emulator,
) => Promise<{ url: string; close: () => Promise<unknown> }>;

const signedOut = { userId: null, sessionId: null };

/** What holds for an SDK of Clerk's for servers, unmodified, with an emulator in place of Clerk. */
export function describeServerSdk(name: string, startApplication: StartApplication): void {
  describe(name, () => {
    const { control, emulator } = setUpEmulator({ shared: true });
    let application: Awaited<ReturnType<StartApplication>>;
    beforeAll(async () => {
      application = await startApplication(emulator);
    });
    afterAll(() => application.close());

    const ask = async (path: string, token?: string) =>
      fetch(`${application.url}${path}`, {
        redirect: 'manual',
        headers: token ? { authorization: `Bearer ${token}` } : {},
      });

    const signInNatively = async () => {
      const session = await createFrontendClient(emulator, application.url).signIn(ada);
      return { session, token: session.last_active_token?.jwt ?? '' };
    };

    it('knows who sends a session token', async () => {
      const { session, token } = await signInNatively();
      const response = await ask('/', token);
      expect(await response.json()).toEqual({ userId: session.user.id, sessionId: session.id });
    });

    it('gets the user from the Backend API', async () => {
      const { token } = await signInNatively();
      expect(await (await ask('/user', token)).json()).toEqual({ firstName: 'Ada' });
    });

    it('lets nobody through without a token, with a forged one or with an expired one', async () => {
      const { token } = await signInNatively();
      const [head = '', claims = ''] = token.split('.');
      const forged = `${head}.${claims}.${'A'.repeat(342)}`;
      expect((await ask('/protected', token)).status).toBe(200);
      for (const bad of [undefined, forged]) {
        expect(await (await ask('/', bad)).json()).toEqual(signedOut);
        expect([302, 401]).toContain((await ask('/protected', bad)).status);
      }
      await control.advanceClock(-10 * 60_000);
      const { token: old } = await signInNatively();
      await control.resetClock();
      expect(await (await ask('/', old)).json()).toEqual(signedOut);
    });

    it('gives a new browser its cookies by one handshake', async () => {
      const browser = createBrowser(emulator);
      const { response, way } = await browser.open(`${application.url}/`);
      expect(await response.json()).toEqual(signedOut);
      expect(way).toHaveLength(4);
      expect(way[1]).toContain('/v1/client/handshake?');
      expect(way[2]).toContain('__clerk_handshake_nonce=');
      expect(way[3]).toBe(`${application.url}/`);
      expect(browser.jar.get('__clerk_db_jwt')).toMatch(/^dvb_/);
      expect(browser.jar.get('__client_uat')).toBe('0');
      expect((await browser.open(`${application.url}/`)).way).toHaveLength(1);
    });

    it('knows a browser after sign-in, renews its token by a handshake, and forgets it after sign-out', async () => {
      const browser = createBrowser(emulator);
      await browser.open(`${application.url}/`);
      const answer = await browser.callFrontend(application.url, '/client/sign_ins', {
        identifier: ada.emailAddress,
        password: ada.password,
      });
      expect(answer.status).toBe(200);

      // clerk-js would set this cookie; without its session token the server asks by a handshake.
      browser.jar.set('__client_uat', '1');
      for (const cookie of [...browser.jar.keys()])
        if (cookie.startsWith('__client_uat_')) browser.jar.delete(cookie);
      const signedIn = await browser.open(`${application.url}/`);
      expect(signedIn.way).toHaveLength(4);
      expect(await signedIn.response.json()).toMatchObject({ userId: expect.stringMatching(/^user_/) });
      expect((await browser.open(`${application.url}/protected`)).way).toHaveLength(1);

      await browser.callFrontend(application.url, '/client/sessions?_method=DELETE', {});
      for (const cookie of [...browser.jar.keys()])
        if (cookie.startsWith('__session')) browser.jar.delete(cookie);
      const after = await browser.open(`${application.url}/`);
      expect(await after.response.json()).toEqual(signedOut);
    });
  });
}
