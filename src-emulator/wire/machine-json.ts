import { isOver } from '../operations/machine-tokens.ts';
import type { ApiKey, Machine, MachineToken } from '../state/platform-records.ts';

const machineCore = (machine: Machine, instanceId: string) => ({
  object: 'machine',
  id: machine.id,
  name: machine.name,
  instance_id: instanceId,
  default_token_ttl: machine.defaultTokenSeconds,
  created_at: machine.createdAt,
  updated_at: machine.updatedAt,
});

/** A machine with those that it may talk to. */
export const machineJson = (machine: Machine, all: readonly Machine[], instanceId: string) => ({
  ...machineCore(machine, instanceId),
  scoped_machines: all
    .filter(({ id }) => machine.scopedMachineIds.includes(id))
    .map((scoped) => machineCore(scoped, instanceId)),
});

/** Without the token itself, which is shown when it is made. */
export const machineTokenJson = (token: MachineToken, now: number) => ({
  object: 'machine_to_machine_token',
  id: token.id,
  subject: token.machineId,
  claims: token.claims,
  scopes: token.scopes,
  revoked: token.revoked,
  revocation_reason: token.revocationReason,
  expired: isOver(token, now),
  expiration: token.expireAt,
  last_used_at: token.lastUsedAt,
  created_at: token.createdAt,
  updated_at: token.updatedAt,
});

/** Without the secret, which is shown when the key is made, and by a request of its own. */
export const apiKeyJson = (key: ApiKey, now: number) => ({
  object: 'api_key',
  id: key.id,
  type: key.type,
  subject: key.subject,
  name: key.name,
  description: key.description,
  claims: key.claims,
  scopes: key.scopes,
  revoked: key.revoked,
  revocation_reason: key.revocationReason,
  expired: isOver(key, now),
  expiration: key.expireAt,
  created_by: key.createdBy,
  last_used_at: key.lastUsedAt,
  created_at: key.createdAt,
  updated_at: key.updatedAt,
});
