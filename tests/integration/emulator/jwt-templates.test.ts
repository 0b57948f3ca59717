import { createRemoteJWKSet, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { setUpClerk } from './clerk-client.ts';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada, readClaims } from './harness.ts';

const { client, emulator } = setUpEmulator();
const clerk = setUpClerk(emulator);

const getToken = async (sessionId: string, template: string): Promise<string> => {
  const response = await client.call(`/client/sessions/${sessionId}/tokens/${template}`, { method: 'POST' });
  return (await response.json()).jwt;
};

describe('JWT templates, through @clerk/backend', () => {
  it('are made, read, changed, listed and deleted', async () => {
    const made = await clerk.jwtTemplates.create({ name: 'hasura', claims: { role: 'user' } });
    expect(made).toMatchObject({
      id: expect.stringMatching(/^jtmp_/),
      name: 'hasura',
      claims: { role: 'user' },
      lifetime: 60,
      allowedClockSkew: 5,
      customSigningKey: false,
      signingAlgorithm: 'RS256',
    });
    const changed = await clerk.jwtTemplates.update({
      templateId: made.id,
      name: 'hasura-2',
      claims: {},
      lifetime: 600,
    });
    expect(changed).toMatchObject({ id: made.id, name: 'hasura-2', lifetime: 600, allowedClockSkew: 5 });
    expect(await clerk.jwtTemplates.get(made.id)).toMatchObject({ name: 'hasura-2' });
    await clerk.jwtTemplates.create({ name: 'second', claims: {} });
    const { data, totalCount } = await clerk.jwtTemplates.list({ limit: 1 });
    expect([data.map(({ name }) => name), totalCount]).toStrictEqual([['second'], 2]);
    expect(await clerk.jwtTemplates.delete(made.id)).toMatchObject({ id: made.id, deleted: true });
    await expect(clerk.jwtTemplates.get(made.id)).rejects.toMatchObject({ status: 404 });
  });

  it.each([
    [{ name: 'with blank', claims: {} }, 'name'],
    [{ name: 'short', claims: {}, lifetime: 5 }, 'lifetime'],
    [{ name: 'reserved', claims: { sub: 'me' } }, 'claims'],
    [{ name: 'undecided', claims: {}, customSigningKey: true, signingKey: 'x' }, 'signing_algorithm'],
    [{ name: 'keyless', claims: {}, customSigningKey: true, signingAlgorithm: 'RS256' }, 'signing_key'],
    [
      { name: 'wrong', claims: {}, customSigningKey: true, signingAlgorithm: 'RS256', signingKey: 'no PEM' },
      'signing_key',
    ],
    [{ name: 'taken', claims: {} }, 'name'],
  ])('refuse %j by its %s', async (parameters, parameter) => {
    await clerk.jwtTemplates.create({ name: 'taken', claims: {} });
    await expect(clerk.jwtTemplates.create(parameters)).rejects.toMatchObject({
      status: 422,
      errors: [{ meta: { paramName: parameter } }],
    });
  });
});

describe('tokens by template', () => {
  it('have the claims of the template, filled in, and none of a session token', async () => {
    await clerk.jwtTemplates.create({
      name: 'hasura',
      lifetime: 300,
      claims: {
        aud: 'https://example.com',
        id: '{{user.id}}',
        mail: '{{user.primary_email_address}}',
        verified: '{{user.email_verified}}',
        greeting: 'Hello {{user.first_name}} {{user.last_name}}{{user.username}}!',
        team: '{{user.public_metadata.team.name}}',
        missing: '{{user.public_metadata.nothing.here}}',
        role: "{{user.public_metadata.role || 'guest'}}",
        nested: { list: ['{{user.created_at}}', 7, true] },
        organisation: '{{org.id}}',
      },
    });
    const session = await client.signIn(ada);
    await clerk.users.updateUserMetadata(session.user.id, { publicMetadata: { team: { name: 'engine' } } });
    const token = await getToken(session.id, 'hasura');
    expect(await verifyTemplateToken(token)).toMatchObject({
      aud: 'https://example.com',
      id: session.user.id,
      mail: ada.emailAddress,
      verified: true,
      greeting: 'Hello Ada Lovelace!',
      team: 'engine',
      missing: null,
      role: 'guest',
      nested: { list: [expect.any(Number), 7, true] },
      organisation: null,
      azp: 'frontdesk://app',
      sub: session.user.id,
      iss: emulator.issuer,
    });
    const claims = readClaims(token);
    expect(Number(claims.exp) - Number(claims.iat)).toBe(300);
    expect(Number(claims.iat) - Number(claims.nbf)).toBe(5);
    expect(claims).not.toHaveProperty('sid');
    const asSession = await clerk.authenticateRequest(
      new Request('http://127.0.0.1/', { headers: { Authorization: `Bearer ${token}` } }),
    );
    expect(asSession.isAuthenticated).toBe(false);
  });

  it('come through the Backend API too, with a life of their own', async () => {
    await clerk.jwtTemplates.create({ name: 'short', claims: {} });
    const { id } = await client.signIn(ada);
    const claims = readClaims((await clerk.sessions.getToken(id, 'short', 900)).jwt);
    expect(Number(claims.exp) - Number(claims.iat)).toBe(900);
  });

  it('are signed with a key of the own', async () => {
    const secret = 'a shared secret that is long enough';
    await clerk.jwtTemplates.create({
      name: 'shared',
      claims: { role: 'authenticated' },
      customSigningKey: true,
      signingAlgorithm: 'HS256',
      signingKey: secret,
    });
    const { id } = await client.signIn(ada);
    const { payload } = await jwtVerify(await getToken(id, 'shared'), new TextEncoder().encode(secret));
    expect(payload).toMatchObject({ role: 'authenticated' });
  });

  async function verifyTemplateToken(token: string) {
    const keys = createRemoteJWKSet(new URL(`${emulator.url}/.well-known/jwks.json`));
    return (await jwtVerify(token, keys)).payload;
  }
});
