import { ApiError, toBadRequest } from './api-error.ts';

/** Operations of the Backend API that Clerk describes with 400 for bad input, where most others answer 422. */
const badRequest: readonly Operation[] = [
  ['POST', /^\/clients\/verify$/],
  ['PATCH', /^\/(email_addresses|phone_numbers)\/[^/]+$/],
  ['POST', /^\/sessions\/[^/]+\/refresh$/],
  ['POST', /^\/users\/(ban|unban)$/],
  ['POST', /^\/users\/[^/]+\/profile_image$/],
  ['GET', /^\/users\/[^/]+\/organization_invitations$/],
  ['GET', /^\/organizations\/[^/]+\/invitations\/pending$/],
  ['POST', /^\/organizations\/[^/]+\/invitations\/[^/]+\/revoke$/],
  ['POST', /^\/(invitations|actor_tokens|sign_in_tokens)\/[^/]+\/revoke$/],
  ['PUT', /^\/(organizations|oauth_applications)\/[^/]+\/logo$/],
];

/** Those that it describes with 422 for everything, where most others answer 400 to what cannot be read or done. */
const unprocessable: readonly Operation[] = [
  ['POST', /^\/sign_in_tokens$/],
  ['PATCH', /^\/instance(\/(restrictions|protect|communication|oauth_application_settings))?$/],
  ['PATCH', /^\/beta_features\/instance_settings$/],
  ['PATCH', /^\/organizations\/[^/]+\/memberships\/[^/]+$/],
  ['DELETE', /^\/organizations\/[^/]+\/memberships\/[^/]+$/],
  ['DELETE', /^\/organization_roles\/[^/]+(\/permissions\/[^/]+)?$/],
];

/** Operations of the Frontend API that Clerk describes with 400 for bad input, where most others answer 422. */
const frontendBadRequest: readonly Operation[] = [
  ['PATCH', /^\/me\/phone_numbers\/[^/]+$/],
  ['POST', /^\/me\/phone_numbers\/[^/]+\/prepare_verification$/],
];

type Operation = readonly [method: string, path: RegExp];

const isAmong = (operations: readonly Operation[], method: string, path: string): boolean =>
  operations.some(([name, pattern]) => name === method && pattern.test(path.replace(/\/$/, '')));

/** The error with the status that Clerk's description has for it at this operation. `path` is without `/v1`. */
export function asDescribed(method: string, path: string, error: ApiError): ApiError {
  if (isAmong(badRequest, method, path)) return toBadRequest(error);
  if (error.status === 400 && isAmong(unprocessable, method, path)) return new ApiError(422, error.details);
  return error;
}

/** The same for the Frontend API. */
export const asDescribedByFrontend = (method: string, path: string, error: ApiError): ApiError =>
  isAmong(frontendBadRequest, method, path) ? toBadRequest(error) : error;
