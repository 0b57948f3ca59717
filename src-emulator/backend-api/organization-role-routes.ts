import type { Request, Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import {
  createPermission,
  createRole,
  deletePermission,
  deleteRole,
  grantPermission,
  requirePermissionById,
  requireRoleById,
  updatePermission,
  updateRole,
  withdrawPermission,
} from '../operations/organization-roles.ts';
import { readParameters } from '../wire/read-parameters.ts';
import { permissionJson, roleJson } from '../wire/role-json.ts';
import { deletedJson } from '../wire/user-json.ts';
import type { BackendHandle } from './call.ts';
import { listNamedRows } from './named-rows.ts';

const nameField = z.string().trim().min(1).max(256);
const descriptionField = z.string().max(1024);
const roleKeyField = z.string().regex(/^org:[a-z0-9_]+$/, 'must be like org:role.');
const permissionKeyField = z
  .string()
  .regex(/^org:[a-z0-9_]+:[a-z0-9_]+$/, 'must be like org:feature:permission.')
  .refine((key) => !key.startsWith('org:sys_'), 'must not begin with org:sys_.');

const roleSchema = z.strictObject({
  name: nameField,
  key: roleKeyField,
  description: descriptionField.nullable().optional(),
  permissions: z.array(z.string()).nullable().optional(),
  include_in_initial_role_set: z.boolean().nullable().optional(),
});
const roleChangesSchema = z.strictObject({
  name: nameField.nullable().optional(),
  key: roleKeyField.nullable().optional(),
  description: descriptionField.nullable().optional(),
  permissions: z.array(z.string()).nullable().optional(),
});
const permissionSchema = z.strictObject({
  name: nameField,
  key: permissionKeyField,
  description: descriptionField.nullable().optional(),
});
const permissionChangesSchema = z.strictObject({
  name: nameField.nullable().optional(),
  key: permissionKeyField.nullable().optional(),
  description: descriptionField.nullable().optional(),
});

/** Roles and permissions of the instance's organisations. */
export function addOrganizationRoleRoutes(
  router: Router,
  handle: BackendHandle,
  context: EmulatorContext,
): void {
  const { store } = context;
  const findRole = (request: Request) => requireRoleById(context, String(request.params.id));

  router
    .route('/organization_roles')
    .get(
      handle((request) => listNamedRows(store.organizations.roles, request, (row) => roleJson(context, row))),
    )
    .post(
      handle((request) => {
        const body = readParameters(roleSchema, request.body);
        const fields = {
          name: body.name,
          key: body.key,
          description: body.description ?? undefined,
          permissions: body.permissions ?? undefined,
        };
        const role = createRole(context, fields, body.include_in_initial_role_set ?? false);
        return roleJson(context, role);
      }),
    );
  router
    .route('/organization_roles/:id')
    .get(handle((request) => roleJson(context, findRole(request))))
    .patch(
      handle((request) => {
        const role = findRole(request);
        const body = readParameters(roleChangesSchema, request.body);
        updateRole(context, role, {
          name: body.name ?? undefined,
          key: body.key ?? undefined,
          description: body.description ?? undefined,
          permissions: body.permissions ?? undefined,
        });
        return roleJson(context, role);
      }),
    )
    .delete(
      handle((request) => {
        const role = findRole(request);
        deleteRole(context, role);
        return deletedJson('role', role.id);
      }),
    );
  const changeGrant = (apply: typeof grantPermission | typeof withdrawPermission) =>
    handle((request) => {
      const role = findRole(request);
      apply(context, role, requirePermissionById(context, String(request.params.permissionId)));
      return roleJson(context, role);
    });
  router
    .route('/organization_roles/:id/permissions/:permissionId')
    .post(changeGrant(grantPermission))
    .delete(changeGrant(withdrawPermission));
  addPermissionRoutes(router, handle, context);
}

function addPermissionRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  const find = (request: Request) => requirePermissionById(context, String(request.params.id));
  router
    .route('/organization_permissions')
    .get(handle((request) => listNamedRows(context.store.organizations.permissions, request, permissionJson)))
    .post(
      handle((request) => {
        const { name, key, description } = readParameters(permissionSchema, request.body);
        return permissionJson(createPermission(context, { name, key, description: description ?? '' }));
      }),
    );
  router
    .route('/organization_permissions/:id')
    .get(handle((request) => permissionJson(find(request))))
    .patch(
      handle((request) => {
        const permission = find(request);
        const body = readParameters(permissionChangesSchema, request.body);
        updatePermission(context, permission, {
          name: body.name ?? undefined,
          key: body.key ?? undefined,
          description: body.description ?? undefined,
        });
        return permissionJson(permission);
      }),
    )
    .delete(
      handle((request) => {
        const permission = find(request);
        deletePermission(context, permission);
        return deletedJson('permission', permission.id);
      }),
    );
}
