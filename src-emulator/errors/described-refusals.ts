import { ApiError } from './api-error.ts';

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

/** Those that it describes without 403, which others answer to what is not allowed. */
const neverForbidden: readonly Operation[] = [
  ['POST', /^\/sessions$/],
  ['PATCH', /^\/organizations\/[^/]+\/domains\/[^/]+$/],
];

type Operation = readonly [method: string, path: RegExp];

/** The error with the status that Clerk's description has for it at this operation. `path` is without `/v1`. */
export function asDescribed(method: string, path: string, error: ApiError): ApiError {
  const isAmong = (operations: readonly Operation[]): boolean =>
    operations.some(([name, pattern]) => name === method && pattern.test(path.replace(/\/$/, '')));
  if (error.status === 422 && isAmong(badRequest)) return new ApiError(400, error.details);
  if (error.status === 400 && isAmong(unprocessable)) return new ApiError(422, error.details);
  if (error.status === 403 && isAmong(neverForbidden)) return new ApiError(422, error.details);
  return error;
}
