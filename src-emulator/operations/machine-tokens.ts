import type { EmulatorContext } from '../context.ts';
import { resourceNotFound } from '../errors/catalogue.ts';
import { badRequest, notOfThisMachine } from '../errors/machine-errors.ts';
import { createHexId, createPrefixedSecret } from '../state/identifiers.ts';
import type { Claims, Machine, MachineToken } from '../state/platform-records.ts';
import { timeAfter } from '../state/times.ts';

/** How Clerk marks these, so that nobody takes one for a session token. */
const machineTokenCategory = 'cl_B7d4PD333AAA';
const keepTokens = 2000;

export type MachineTokenFields = {
  format: 'opaque' | 'jwt';
  lifeSeconds: number | null;
  claims: Claims | null;
  minimumRemainingSeconds: number | undefined;
};

type Revocable = { expireAt: number | null; revoked: boolean };

/** A time that has come, by the clock of the emulator. */
export const isOver = ({ expireAt }: Revocable, now: number): boolean => expireAt !== null && now >= expireAt;
export const isUsable = (token: Revocable, now: number): boolean => !token.revoked && !isOver(token, now);

/** Makes a token, or hands out one that is there already and lasts long enough. One in JWT format is not kept. */
export async function createMachineToken(
  context: EmulatorContext,
  machine: Machine,
  fields: MachineTokenFields,
): Promise<MachineToken> {
  const { store, clock } = context;
  const now = clock();
  const lifeSeconds = fields.lifeSeconds ?? machine.defaultTokenSeconds;
  const { minimumRemainingSeconds: minimum } = fields;
  if (minimum !== undefined && minimum >= lifeSeconds)
    throw badRequest("Invalid 'min_remaining_ttl_seconds': must be less than the life of the token.");
  if (minimum !== undefined && fields.format === 'opaque') {
    const known = store.platform.machineTokens.find(
      (token) =>
        token.machineId === machine.id &&
        isUsable(token, now + minimum * 1000) &&
        JSON.stringify([token.claims, token.scopes]) ===
          JSON.stringify([fields.claims, machine.scopedMachineIds]),
    );
    if (known) return known;
  }
  const expireAt = timeAfter(now, lifeSeconds);
  const token: MachineToken = {
    id: createHexId('mt'),
    token: createPrefixedSecret('mt'),
    machineId: machine.id,
    scopes: [...machine.scopedMachineIds],
    claims: fields.claims,
    lastUsedAt: null,
    expireAt,
    revoked: false,
    revocationReason: null,
    createdAt: now,
    updatedAt: now,
  };
  if (fields.format === 'jwt') return { ...token, token: await signMachineToken(context, token, expireAt) };
  store.platform.machineTokens = [...store.platform.machineTokens, token].slice(-keepTokens);
  return token;
}

function signMachineToken(
  { tokens, instance }: EmulatorContext,
  { id, machineId, scopes, claims, createdAt }: MachineToken,
  expireAt: number,
): Promise<string> {
  const issuedAt = Math.floor(createdAt / 1000);
  return tokens.signClaims(
    {
      ...claims,
      aud: scopes,
      exp: Math.floor(expireAt / 1000),
      iat: issuedAt,
      iss: instance.issuer,
      jti: id,
      nbf: issuedAt - 10,
      scopes: scopes.join(' '),
      sub: machineId,
    },
    { cat: machineTokenCategory },
  );
}

/** `machine` is who asks; none for a backend with the instance's key. */
export function listMachineTokens(
  { store, clock }: EmulatorContext,
  machine: Machine | undefined,
  filters: { subject: string; revoked: boolean; expired: boolean },
): MachineToken[] {
  if (machine && machine.id !== filters.subject) throw notOfThisMachine();
  const now = clock();
  return store.platform.machineTokens
    .filter(
      (token) =>
        token.machineId === filters.subject &&
        (filters.revoked || !token.revoked) &&
        (filters.expired || !isOver(token, now)),
    )
    .reverse();
}

/** Throws 404 for a token of another machine than the one that asks. */
export function revokeMachineToken(
  { store, clock }: EmulatorContext,
  machine: Machine | undefined,
  id: string,
  reason: string | null,
): MachineToken {
  const token = store.platform.machineTokens.find((candidate) => candidate.id === id);
  if (!token || (machine && machine.id !== token.machineId)) throw resourceNotFound('M2M token', id);
  token.revoked = true;
  token.revocationReason = reason;
  token.updatedAt = clock();
  return token;
}

/** Throws 404 unless the token is good, and made for whoever asks. */
export function verifyMachineToken(
  { store, clock }: EmulatorContext,
  machine: Machine | undefined,
  text: string,
): MachineToken {
  const now = clock();
  const token = store.platform.machineTokens.find((candidate) => candidate.token === text);
  const isForAsker = !machine || token?.scopes.includes(machine.id) || token?.machineId === machine.id;
  if (!token || !isUsable(token, now) || !isForAsker) throw resourceNotFound('M2M token', 'given');
  token.lastUsedAt = now;
  return token;
}
