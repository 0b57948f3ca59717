import { TOTP } from 'otpauth';
import { z } from 'zod';
import { ada, type createClock, createFrontendClient, type FrontendClient, minutes } from './harness.ts';

const newTotpSchema = z.looseObject({ secret: z.string() });
const verifiedTotpSchema = z.looseObject({ backup_codes: z.array(z.string()) });

/** An authenticator application that goes by the emulator's clock. */
export const createAuthenticator =
  (secret: string, clock: ReturnType<typeof createClock>) =>
  (offset = 0): string =>
    new TOTP({ secret }).generate({ timestamp: clock.read() + offset });

/** Turns two-step verification on, and waits until the code that did it is no longer the current one. */
export async function enrol(client: FrontendClient, clock: ReturnType<typeof createClock>) {
  const { secret } = newTotpSchema.parse((await client.post('/me/totp')).object);
  const readTotp = createAuthenticator(secret, clock);
  const { object } = await client.post('/me/totp/attempt_verification', { code: readTotp() });
  clock.advance(minutes(1));
  return { readTotp, backupCodes: verifiedTotpSchema.parse(object).backup_codes };
}

/** A further client of Ada's whose sign-in waits for the second factor. */
export async function startSecondStep(emulator: Parameters<typeof createFrontendClient>[0]) {
  const client = createFrontendClient(emulator);
  const { object } = await client.post('/client/sign_ins', {
    identifier: ada.emailAddress,
    password: ada.password,
  });
  const attempt = (strategy: string, code: string): Promise<Response> =>
    client.call(`/client/sign_ins/${object.id}/attempt_second_factor`, { form: { strategy, code } });
  return { client, signIn: object, attempt };
}
