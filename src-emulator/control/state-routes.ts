import type { Router } from 'express';
import type { EmulatorContext } from '../context.ts';
import { apiError } from '../errors/api-error.ts';
import { addSeedOrganizations } from '../state/organization-seed.ts';
import { type Snapshot, type State, snapshotSchema } from '../state/records.ts';
import { createSeedEndpoints, createSeedState, createSeedUsers, type Seed } from '../state/seed.ts';
import { mergeSettings } from '../state/settings.ts';
import { type ControlHandle, readControlBody } from './call.ts';
import type { Controls } from './controls.ts';
import { createSeedSchema } from './seed-schema.ts';

/** Brings the whole state to where a test wants it. All or nothing: a bad request changes nothing. */
export function addStateRoutes(
  router: Router,
  handle: ControlHandle,
  context: EmulatorContext,
  controls: Controls,
): void {
  const { store, clock } = context;
  const hashPassword = context.passwords.hash;
  const countUsers = () => ({ users: store.users.size });

  router.post(
    '/_emulator/seed',
    handle(async (request) => {
      const seed = readControlBody(createSeedSchema(store.settings), request);
      assertNothingTaken(context, seed);
      const users = await createSeedUsers(seed, { now: clock(), hashPassword });
      assertNothingTaken(context, seed);
      for (const user of users) store.users.set(user.id, user);
      store.webhooks.endpoints.push(...createSeedEndpoints(seed, clock()));
      if (seed.settings) store.setSettings(mergeSettings(store.settings, seed.settings));
      const settings = store.settings.organizations;
      addSeedOrganizations(store.organizations, seed, { users, settings, now: clock() });
      return {
        added: users.map(({ id, emailAddresses }) => ({ id, emailAddress: emailAddresses[0]?.emailAddress })),
      };
    }),
  );
  router.post(
    '/_emulator/reset',
    handle(async () => {
      controls.clock.reset();
      controls.faults.set([]);
      const { seed } = controls;
      store.replaceState(
        toSnapshot(await createSeedState({ seed, now: clock(), signingKey: store.signingKey, hashPassword })),
      );
      controls.requests.clear();
      return countUsers();
    }),
  );
  router
    .route('/_emulator/snapshot')
    .get(handle(() => toSnapshot(store.exportState())))
    .put(
      handle((request) => {
        store.replaceState(readControlBody(snapshotSchema, request));
        return countUsers();
      }),
    );
}

const toSnapshot = ({ signingKey: _signing, retiredKeys: _retired, ...rest }: State): Snapshot => rest;

function assertNothingTaken({ store }: EmulatorContext, seed: Seed): void {
  const externalIds = new Set([...store.users.values()].map((user) => user.externalId));
  const { organizations, roles, permissions } = store.organizations;
  for (const [index, { id, slug }] of (seed.organizations ?? []).entries()) {
    const other = organizations.find((candidate) => candidate.id === id || candidate.slug === slug);
    if (other) throw taken(`organizations.${index}`, other.slug, 'an organisation');
  }
  for (const [index, { key }] of (seed.organizationRoles ?? []).entries())
    if (roles.some((role) => role.key === key)) throw taken(`organizationRoles.${index}.key`, key, 'a role');
  for (const [index, { key }] of (seed.organizationPermissions ?? []).entries())
    if (permissions.some((permission) => permission.key === key))
      throw taken(`organizationPermissions.${index}.key`, key, 'a permission');
  for (const [index, user] of seed.users.entries()) {
    if (user.id !== undefined && store.users.has(user.id)) throw taken(`users.${index}.id`, user.id);
    if (user.externalId && externalIds.has(user.externalId))
      throw taken(`users.${index}.externalId`, user.externalId);
    for (const address of user.emailAddresses ?? [])
      if (store.findUserByEmail(address)) throw taken(`users.${index}.emailAddresses`, address);
    for (const number of user.phoneNumbers ?? [])
      if (store.findUserByPhone(number)) throw taken(`users.${index}.phoneNumbers`, number);
    if (user.username && store.findUserByUsername(user.username))
      throw taken(`users.${index}.username`, user.username);
  }
}

const taken = (parameter: string, value: string, kind = 'a user') =>
  apiError(
    400,
    'form_identifier_exists',
    'is taken',
    `${parameter}: ${kind} with ${value} is there already.`,
    {
      param_name: parameter,
    },
  );
