import { createPublicKey, verify } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { createSigningKey, createTokens, type Tokens } from '../../../../src-emulator/crypto/tokens.ts';
import { defaultIdentity } from '../../../../src-emulator/instance.ts';
import { createClient } from '../../../../src-emulator/operations/clients.ts';
import { startSession } from '../../../../src-emulator/operations/sessions.ts';
import { caller, createContext, startOfTime } from '../fixtures.ts';

const decode = (part = ''): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());

let tokens: Tokens;
beforeAll(async () => {
  tokens = await createTokens(await createSigningKey('ins_test'), defaultIdentity);
});

async function createSession(origin: string | null = caller.origin) {
  const { context, ada } = await createContext();
  return startSession(context, createClient(context), ada, { ...caller, origin });
}

describe('a session token', () => {
  it('is RS256 with the key id, and verifies with the PEM', async () => {
    const token = await tokens.signSessionToken(await createSession(), startOfTime);
    const [header, payload, signature] = token.split('.');
    expect(decode(header)).toStrictEqual({ alg: 'RS256', typ: 'JWT', kid: 'ins_test' });
    const signed = Buffer.from(`${header}.${payload}`);
    const key = createPublicKey(tokens.jwtKey);
    expect(verify('sha256', signed, key, Buffer.from(signature ?? '', 'base64url'))).toBe(true);
  });

  it('has whole seconds, a minute of life and ten seconds of slack', async () => {
    const token = await tokens.signSessionToken(await createSession(), startOfTime + 999);
    const seconds = startOfTime / 1000;
    expect(decode(token.split('.')[1])).toMatchObject({ iat: seconds, exp: seconds + 60, nbf: seconds - 10 });
  });

  it('tells how many minutes ago the first factor was proved', async () => {
    const token = await tokens.signSessionToken(await createSession(), startOfTime + 90_000);
    expect(decode(token.split('.')[1])).toMatchObject({ fva: [1, -1] });
  });

  it('has no azp without an origin', async () => {
    const token = await tokens.signSessionToken(await createSession(null), startOfTime);
    expect(decode(token.split('.')[1])).not.toHaveProperty('azp');
  });

  it('is different each time', async () => {
    const session = await createSession();
    const [first, second] = [
      await tokens.signSessionToken(session, startOfTime),
      await tokens.signSessionToken(session, startOfTime),
    ];
    expect(first).not.toBe(second);
  });
});

describe('a client token', () => {
  it('is read back', async () => {
    const { context } = await createContext();
    const client = createClient(context);
    const token = await tokens.signClientToken(client);
    expect(await tokens.readClientToken(token)).toStrictEqual({
      id: client.id,
      rotatingToken: client.rotatingToken,
    });
  });

  it('is not a session token, nor anything that another key signed', async () => {
    expect(
      await tokens.readClientToken(await tokens.signSessionToken(await createSession(), Date.now())),
    ).toBeUndefined();
    const { context } = await createContext();
    const foreign = await context.tokens.signClientToken(createClient(context));
    expect(await tokens.readClientToken(foreign)).toBeUndefined();
  });

  it('cannot be unsigned', async () => {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const unsigned = `${part({ alg: 'none', typ: 'JWT' })}.${part({ id: 'client_1', rotating_token: 'x' })}.`;
    expect(await tokens.readClientToken(unsigned)).toBeUndefined();
  });
});

it('publishes the public half of its key only', () => {
  const [key] = tokens.jwks.keys;
  expect(Object.keys(key ?? {}).sort()).toStrictEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
});
