import { ApiError } from './api-error.ts';

type Operation = readonly [method: string, path: RegExp];
type Rule = { from: number; to: number; at: readonly Operation[] };

/** Where Clerk describes an operation with another status than most others of its API have for the same error. */
const rules: Readonly<Record<'Backend' | 'Frontend', readonly Rule[]>> = {
  Backend: [
    {
      from: 422,
      to: 400,
      at: [
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
      ],
    },
    {
      from: 400,
      to: 422,
      at: [
        ['POST', /^\/sign_in_tokens$/],
        ['PATCH', /^\/instance(\/(restrictions|protect|communication|oauth_application_settings))?$/],
        ['PATCH', /^\/beta_features\/instance_settings$/],
        ['PATCH', /^\/organizations\/[^/]+\/memberships\/[^/]+$/],
        ['DELETE', /^\/organizations\/[^/]+\/memberships\/[^/]+$/],
        ['DELETE', /^\/organization_roles\/[^/]+(\/permissions\/[^/]+)?$/],
      ],
    },
    {
      from: 403,
      to: 422,
      at: [
        ['POST', /^\/sessions$/],
        ['PATCH', /^\/organizations\/[^/]+\/domains\/[^/]+$/],
      ],
    },
  ],
  Frontend: [
    {
      from: 422,
      to: 400,
      at: [
        ['PATCH', /^\/me\/phone_numbers\/[^/]+$/],
        ['POST', /^\/me\/phone_numbers\/[^/]+\/prepare_verification$/],
      ],
    },
  ],
};

/** The error with the status that Clerk's description has for it at this operation. `path` is without `/v1`. */
export function asDescribed(
  api: keyof typeof rules,
  { method, path }: { method: string; path: string },
  error: ApiError,
): ApiError {
  const isMeant = ([name, pattern]: Operation) => name === method && pattern.test(path.replace(/\/$/, ''));
  const rule = rules[api].find(({ from, at }) => from === error.status && at.some(isMeant));
  return rule ? new ApiError(rule.to, error.details) : error;
}
