import { apiError } from './api-error.ts';
import { parameterValueInvalid } from './parameter-errors.ts';

export const roleSetNotFound = (parameter = 'role_set_key_or_id') =>
  apiError(404, 'resource_not_found', 'not found', 'Role set not found', { param_name: parameter });

/** A role of the instance that the organisation cannot use. */
export const roleNotInRoleSet = (parameter: string) =>
  parameterValueInvalid(parameter, 'has to be a role of the role set.');

export const reassignmentMissing = (roles: readonly string[]) =>
  parameterValueInvalid(
    'reassignment_mappings',
    `has to say which role takes the place of ${roles.join(', ')}, which the other role set does not have.`,
  );
