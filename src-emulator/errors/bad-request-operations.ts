/** Operations of the Backend API that Clerk describes with 400 for bad input, where all others answer 422. */
const operations: readonly [method: string, path: RegExp][] = [
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

/** `path` without `/v1`. */
export const answersBadRequest = (method: string, path: string): boolean =>
  operations.some(([name, pattern]) => name === method && pattern.test(path.replace(/\/$/, '')));
