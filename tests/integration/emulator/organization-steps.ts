import { z } from 'zod';
import { createControlClient } from '../../../src-emulator/control-client.ts';
import type { Emulator } from '../../../src-emulator/create-emulator.ts';
import { callBackend, createFrontendClient, type FrontendClient } from './harness.ts';

type Settings = NonNullable<
  Parameters<ReturnType<typeof createControlClient>['changeSettings']>[0]['organizations']
>;

export const enableOrganizations = (emulator: Emulator, settings: Settings = {}) =>
  createControlClient(emulator.url).changeSettings({ organizations: { enabled: true, ...settings } });

const idSchema = z.looseObject({ id: z.string() });

/** Signs in and returns the client with the user's and the session's id. */
export async function signInAs(emulator: Emulator, account: { emailAddress: string; password: string }) {
  const client = createFrontendClient(emulator);
  const session = await client.signIn(account);
  return { client, userId: session.user.id, sessionId: session.id };
}

/** Creates an organisation by the Frontend API and returns its id. */
export async function createOrganization(client: FrontendClient, name = 'Analytical Society') {
  const { object } = await client.post('/organizations', { name });
  return idSchema.parse(object).id;
}

/** The session with another active organisation; its token with it. */
export async function activate(client: FrontendClient, sessionId: string, organizationId: string) {
  const { object } = await client.post(`/client/sessions/${sessionId}/touch`, {
    active_organization_id: organizationId,
  });
  return z
    .looseObject({
      last_active_organization_id: z.string().nullable(),
      last_active_token: z.object({ jwt: z.string() }),
    })
    .parse(object);
}

const pageSchema = z.looseObject({
  data: z.array(z.looseObject({ id: z.string() })),
  total_count: z.number(),
});

/** A page of the Frontend API. */
export const readPage = async (client: FrontendClient, path: string) =>
  pageSchema.parse((await client.request(path)).object);

/** A JSON answer of the Backend API; fails on any error. */
export async function backend(emulator: Emulator, method: string, path: string, body?: unknown) {
  const response = await callBackend(emulator, path, { method, ...(body === undefined ? {} : { body }) });
  const json: unknown = await response.json();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(json)}`);
  return idSchema.partial().parse(json);
}
