import type { Emulator } from '../../../src-emulator/create-emulator.ts';
import { ada, type FrontendClient, readCode } from './harness.ts';

/** The requests that Clerk's prebuilt sign-in makes one after the other. */
export function createSignInSteps(emulator: Emulator, client: FrontendClient) {
  const identify = (identifier = ada.emailAddress) => client.post('/client/sign_ins', { identifier });

  /** Starts a sign-in and has a code sent. */
  const requestCode = async (strategy = 'email_code', identifier = ada.emailAddress) => {
    const { object } = await identify(identifier);
    await client.post(`/client/sign_ins/${object.id}/prepare_first_factor`, { strategy });
    return { id: object.id, code: await readCode(emulator, identifier) };
  };

  const attempt = (id: unknown, form: Record<string, string>) =>
    client.call(`/client/sign_ins/${id}/attempt_first_factor`, { form });

  return { identify, requestCode, attempt };
}
