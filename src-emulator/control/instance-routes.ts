import type { Router } from 'express';
import { z } from 'zod';
import { instanceNamePattern } from '../instance.ts';
import type { InstanceDescription, InstanceRegistry } from '../instance-registry.ts';
import { createRandomToken } from '../state/identifiers.ts';
import type { Seed } from '../state/seed.ts';
import { type ControlHandle, readControlBody } from './call.ts';
import { seedSchema } from './seed-schema.ts';

const createSchema = z.strictObject({
  name: z
    .string()
    .refine(
      (name) => instanceNamePattern.test(name),
      'must be lower-case letters, digits and hyphens, at most 40.',
    )
    .optional(),
  /** Users and settings to start with; those of the default instance when left out. */
  seed: seedSchema.optional(),
});

/** Makes, lists and removes further instances. Each has its own control endpoints below its own address. */
export function addInstanceControlRoutes(
  router: Router,
  handle: ControlHandle,
  instances: InstanceRegistry,
  seed: Seed,
): void {
  router
    .route('/_emulator/instances')
    .get(handle(() => ({ instances: instances.list().map(toJson) })))
    .post(
      handle(async (request) => {
        const body = readControlBody(createSchema, request);
        return toJson(await instances.add(body.name ?? createName(), body.seed ?? seed));
      }),
    );
  router.delete(
    '/_emulator/instances/:name',
    handle(async (request) => {
      const name = String(request.params.name);
      await instances.remove(name);
      return { name, deleted: true };
    }),
  );
}

const createName = (): string =>
  `i-${createRandomToken()
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 12)}`;

const toJson = ({ identity, url, jwtKey }: InstanceDescription) => ({
  name: identity.name,
  /** clerk-js's proxy URL, base of its Backend API, and where its own control endpoints are. */
  url,
  publishableKey: identity.publishableKey,
  secretKey: identity.secretKey,
  issuer: identity.issuer,
  jwtKey,
});
