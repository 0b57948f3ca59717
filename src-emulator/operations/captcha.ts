import type { EmulatorContext } from '../context.ts';
import { captchaInvalid, captchaMissing } from '../errors/ticket-errors.ts';

/**
 * Cloudflare's own keys for tests, which let everybody pass, and the token that they give
 * (https://developers.cloudflare.com/turnstile/troubleshooting/testing).
 */
export const captchaSiteKeys = { visible: '1x00000000000000000000AA', invisible: '1x00000000000000000000BB' };
const dummyToken = 'XXXX.DUMMY.TOKEN.XXXX';

/** What a request says about who sends it. */
export type CaptchaAnswer = { captchaToken: unknown; isNative: boolean; testingToken: unknown };

/**
 * Throws when the bot protection is on and the request has not passed it. As at Clerk, it is for web pages: native
 * applications are not asked, and requests with a testing token pass.
 */
export async function assertHuman(
  { store, tokens, clock }: EmulatorContext,
  { captchaToken, isNative, testingToken }: CaptchaAnswer,
): Promise<void> {
  if (!store.settings.captcha || isNative) return;
  if (typeof testingToken === 'string') {
    const claims = await tokens.readTicket(testingToken);
    if (claims?.st === 'testing_token' && clock() < claims.exp * 1000) return;
  }
  if (!captchaToken) throw captchaMissing();
  if (captchaToken !== dummyToken) throw captchaInvalid();
}
