import type { EmulatorContext } from '../context.ts';
import { resourceNotFound } from '../errors/catalogue.ts';
import { conflict } from '../errors/machine-errors.ts';
import { createHexId, createPrefixedSecret } from '../state/identifiers.ts';
import type { ApiKey, Claims } from '../state/platform-records.ts';
import { timeAfter } from '../state/times.ts';
import { isUsable } from './machine-tokens.ts';

export type ApiKeyFields = {
  type: string;
  name: string;
  description: string | null;
  subject: string;
  scopes: readonly string[];
  claims: Claims | null;
  createdBy: string | null;
  lifeSeconds: number | null;
};

export function createApiKey(context: EmulatorContext, fields: ApiKeyFields): ApiKey {
  const { apiKeys } = context.store.platform;
  const now = context.clock();
  const { lifeSeconds, ...given } = fields;
  if (apiKeys.some((key) => key.subject === fields.subject && key.name === fields.name && isUsable(key, now)))
    throw conflict(`${fields.subject} has an API key of this name already.`);
  const key: ApiKey = {
    id: createHexId('ak'),
    secret: createPrefixedSecret('ak'),
    ...given,
    scopes: [...fields.scopes],
    lastUsedAt: null,
    expireAt: lifeSeconds === null ? null : timeAfter(now, lifeSeconds),
    revoked: false,
    revocationReason: null,
    createdAt: now,
    updatedAt: now,
  };
  apiKeys.push(key);
  return key;
}

/** Throws 404 when there is no such key, or none of this subject when one is given. */
export function requireApiKey({ store }: EmulatorContext, id: string, subject?: string): ApiKey {
  const key = store.platform.apiKeys.find(
    (candidate) => candidate.id === id && (subject === undefined || candidate.subject === subject),
  );
  if (!key) throw resourceNotFound('API key', id);
  return key;
}

/** Newest first; without those that are revoked or expired, unless asked for. */
export function listApiKeys(
  { store, clock }: EmulatorContext,
  filters: { subject: string; type: string; includeInvalid: boolean; query: string },
): ApiKey[] {
  const query = filters.query.toLowerCase();
  return store.platform.apiKeys
    .filter(
      (key) =>
        key.subject === filters.subject &&
        key.type === filters.type &&
        (filters.includeInvalid || isUsable(key, clock())) &&
        key.name.toLowerCase().includes(query),
    )
    .reverse();
}

export function revokeApiKey({ clock }: EmulatorContext, key: ApiKey, reason: string | null): void {
  key.revoked = true;
  key.revocationReason = reason;
  key.updatedAt = clock();
}

/** Throws 404 unless the key is good. */
export function verifyApiKey({ store, clock }: EmulatorContext, secret: string): ApiKey {
  const key = store.platform.apiKeys.find((candidate) => candidate.secret === secret);
  if (!key || !isUsable(key, clock())) throw resourceNotFound('API key', 'given');
  key.lastUsedAt = clock();
  return key;
}
