import type { Request, Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import {
  addRolesToSet,
  createRoleSet,
  replaceRoleInSet,
  replaceRoleSet,
  updateRoleSet,
} from '../operations/role-set-changes.ts';
import { requireRoleSet } from '../operations/role-sets.ts';
import { readParameters } from '../wire/read-parameters.ts';
import { roleSetJson } from '../wire/role-set-json.ts';
import { deletedJson } from '../wire/user-json.ts';
import type { BackendHandle } from './call.ts';
import { listNamedRows } from './named-rows.ts';

const nameField = z.string().trim().min(1).max(256);
const keyField = z.string().regex(/^role_set:[a-z0-9_]+$/, 'must be like role_set:name.');
const descriptionField = z.string().max(1024).nullable().optional();
const roleField = z.string().min(1);
const rolesField = z.array(roleField).min(1).max(10);

const createSchema = z.strictObject({
  name: nameField,
  key: keyField.optional(),
  description: descriptionField,
  default_role_key: roleField,
  creator_role_key: roleField,
  type: z.enum(['initial', 'custom']).default('custom'),
  roles: rolesField,
});
const updateSchema = z.strictObject({
  name: nameField.nullable().optional(),
  key: keyField.nullable().optional(),
  description: descriptionField,
  type: z.literal('initial').nullable().optional(),
  default_role_key: roleField.nullable().optional(),
  creator_role_key: roleField.nullable().optional(),
});
const addSchema = z.strictObject({
  role_keys: rolesField,
  default_role_key: roleField.optional(),
  creator_role_key: roleField.optional(),
});
const replaceRoleSchema = z.strictObject({ role_key: roleField, to_role_key: roleField });
const replaceSchema = z.strictObject({
  dest_role_set_key: z.string().min(1),
  reassignment_mappings: z.record(z.string(), roleField).nullable().optional(),
});

/** Sets of roles: which of the instance's roles the members of an organisation can have. */
export function addRoleSetRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  const find = (request: Request) => requireRoleSet(context, String(request.params.id));

  router
    .route('/role_sets')
    .get(
      handle((request) =>
        listNamedRows(context.store.organizations.roleSets, request, (row) => roleSetJson(context, row)),
      ),
    )
    .post(
      handle((request) => {
        const body = readParameters(createSchema, request.body);
        const fields = {
          name: body.name,
          key: body.key,
          description: body.description ?? undefined,
          roles: body.roles,
          creatorRole: body.creator_role_key,
          defaultRole: body.default_role_key,
        };
        return roleSetJson(context, createRoleSet(context, fields, body.type === 'initial'));
      }),
    );
  router
    .route('/role_sets/:id')
    .get(handle((request) => roleSetJson(context, find(request))))
    .patch(
      handle((request) => {
        const roleSet = find(request);
        const body = readParameters(updateSchema, request.body);
        updateRoleSet(context, roleSet, {
          name: body.name ?? undefined,
          key: body.key ?? undefined,
          description: body.description ?? undefined,
          creatorRole: body.creator_role_key ?? undefined,
          defaultRole: body.default_role_key ?? undefined,
          isInitial: body.type === 'initial',
        });
        return roleSetJson(context, roleSet);
      }),
    );
  router.post(
    '/role_sets/:id/replace',
    handle((request) => {
      const roleSet = find(request);
      const body = readParameters(replaceSchema, request.body);
      replaceRoleSet(context, roleSet, body.dest_role_set_key, body.reassignment_mappings ?? {});
      return deletedJson('role_set', roleSet.id);
    }),
  );
  router.post(
    '/role_sets/:id/roles',
    handle((request) => {
      const roleSet = find(request);
      const body = readParameters(addSchema, request.body);
      addRolesToSet(context, roleSet, body.role_keys, {
        creatorRole: body.creator_role_key,
        defaultRole: body.default_role_key,
      });
      return roleSetJson(context, roleSet);
    }),
  );
  router.post(
    '/role_sets/:id/roles/replace',
    handle((request) => {
      const roleSet = find(request);
      const body = readParameters(replaceRoleSchema, request.body);
      replaceRoleInSet(context, roleSet, body.role_key, body.to_role_key);
      return roleSetJson(context, roleSet);
    }),
  );
}
