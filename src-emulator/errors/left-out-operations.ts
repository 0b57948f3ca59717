/** One of Clerk's paths, with `:name` for what varies, and what is asked of it in vain. */
export type LeftOut = { api: string; methods: readonly string[]; path: string; what: string };

/**
 * What Clerk has and this emulator leaves out: API, methods, path and what it would be. Everything else that is no route
 * is a path that Clerk does not have either. The reference has the same list, which its test compares.
 */
const list = `
Frontend | GET | /v1/saml/metadata/:file | what a SAML provider has to know
Frontend | POST | /v1/saml/acs/:id | where a SAML provider sends people back to
Frontend | GET | /v1/client/sync | sign-in of satellites by redirects
Frontend | GET | /v1/client/link | the way back from it
Frontend | GET | /v1/agents/tasks | tasks that agents do in a user's name
Frontend | POST | /v1/dev_browser/set_first_party_cookie | browsers of development without third-party cookies
Frontend | GET | /v1/dev_browser/init | browsers of development without third-party cookies
Frontend | GET, POST | /v1/organizations/:id/enterprise_connections | single sign-on (SAML, OpenID Connect)
Frontend | PATCH, DELETE | /v1/organizations/:id/enterprise_connections/:cid | single sign-on (SAML, OpenID Connect)
Frontend | GET, POST | /v1/organizations/:id/enterprise_connections/:cid/test_runs | test runs of single sign-on
Frontend | GET, POST | /v1/me/enterprise_connections | single sign-on (SAML, OpenID Connect)
Frontend | PATCH, DELETE | /v1/me/enterprise_connections/:id | single sign-on (SAML, OpenID Connect)
Frontend | GET, POST | /v1/me/enterprise_connections/:id/test_runs | test runs of single sign-on
Frontend | GET | /v1/enterprise_connections/:id/init_test_run | test runs of single sign-on
Frontend | GET | /v1/enterprise_connections/:id/test_runs/:rid | test runs of single sign-on
Frontend | GET, POST | /v1/me/web3_wallets | wallets
Frontend | GET, DELETE | /v1/me/web3_wallets/:id | wallets
Frontend | POST | /v1/me/web3_wallets/:id/prepare_verification | wallets
Frontend | POST | /v1/me/web3_wallets/:id/attempt_verification | wallets
Frontend | POST | /v1/me/tokens | tokens for services, in the name of a user
Frontend | GET | /v1/me/billing/subscription | billing
Frontend | GET | /v1/me/billing/subscription_items | billing
Frontend | DELETE | /v1/me/billing/subscription_items/:id | billing
Frontend | GET, POST | /v1/me/billing/payment_methods | billing
Frontend | POST | /v1/me/billing/payment_methods/initialize | billing
Frontend | DELETE | /v1/me/billing/payment_methods/:id | billing
Frontend | POST | /v1/me/billing/checkouts | billing
Frontend | GET | /v1/me/billing/checkouts/:id | billing
Frontend | PATCH | /v1/me/billing/checkouts/:id/confirm | billing
Frontend | GET | /v1/me/billing/payment_attempts | billing
Frontend | GET | /v1/me/billing/payment_attempts/:id | billing
Frontend | PUT | /v1/me/billing/payers/default_payment_method | billing
Frontend | GET | /v1/me/billing/statements | billing
Frontend | GET | /v1/me/billing/statements/:id | billing
Frontend | POST | /v1/organizations/:id/billing/checkouts | billing
Frontend | GET | /v1/organizations/:id/billing/checkouts/:cid | billing
Frontend | PATCH | /v1/organizations/:id/billing/checkouts/:cid/confirm | billing
Frontend | GET, POST | /v1/organizations/:id/billing/payment_methods | billing
Frontend | POST | /v1/organizations/:id/billing/payment_methods/initialize | billing
Frontend | DELETE | /v1/organizations/:id/billing/payment_methods/:pid | billing
Frontend | GET | /v1/organizations/:id/billing/statements | billing
Frontend | GET | /v1/organizations/:id/billing/statements/:sid | billing
Frontend | PUT | /v1/organizations/:id/billing/payers/default_payment_method | billing
Frontend | GET | /v1/organizations/:id/billing/subscription | billing
Frontend | GET | /v1/organizations/:id/billing/subscription_items | billing
Frontend | DELETE | /v1/organizations/:id/billing/subscription_items/:sid | billing
Frontend | GET | /v1/billing/plans | billing
Frontend | GET | /v1/billing/plans/:id | billing
Frontend | POST | /v1/organizations/:id/domains/bulk | several domains of an organisation at once
Frontend | POST | /v1/organizations/:id/domains/prepare_ownership_verification/bulk | proof of a domain by DNS
Frontend | POST | /v1/organizations/:id/domains/attempt_ownership_verification/bulk | proof of a domain by DNS
Frontend | POST | /v1/organizations/:id/domains/:did/prepare_ownership_verification | proof of a domain by DNS
Frontend | POST | /v1/organizations/:id/domains/:did/attempt_ownership_verification | proof of a domain by DNS
Backend  | GET | /v1/public/interstitial | the page before there was the handshake
Backend  | GET | /v1/templates/:type | the texts of mail and SMS
Backend  | GET, PUT | /v1/templates/:type/:slug | the texts of mail and SMS
Backend  | POST | /v1/templates/:type/:slug/revert | the texts of mail and SMS
Backend  | POST | /v1/templates/:type/:slug/preview | the texts of mail and SMS
Backend  | POST | /v1/templates/:type/:slug/toggle_delivery | the texts of mail and SMS
Backend  | GET | /v1/users/:id/billing/subscription | billing
Backend  | GET, POST | /v1/users/:id/billing/credits | billing
Backend  | PUT | /v1/beta_features/domain | another domain for production
Backend  | POST | /v1/instance/change_domain | another domain for production
Backend  | GET | /v1/organizations/:id/billing/subscription | billing
Backend  | GET, POST | /v1/organizations/:id/billing/credits | billing
Backend  | POST | /v1/proxy_checks | the check of a proxy before it is used
Backend  | GET, POST | /v1/saml_connections | single sign-on by SAML
Backend  | GET, PATCH, DELETE | /v1/saml_connections/:id | single sign-on by SAML
Backend  | GET, POST | /v1/enterprise_connections | single sign-on (SAML, OpenID Connect)
Backend  | GET, PATCH, DELETE | /v1/enterprise_connections/:id | single sign-on (SAML, OpenID Connect)
Backend  | POST | /v1/agents/tasks | tasks that agents do in a user's name
Backend  | POST | /v1/agents/tasks/:id/revoke | tasks that agents do in a user's name
Backend  | GET | /v1/billing/plans | billing
Backend  | GET, POST | /v1/billing/prices | billing
Backend  | GET | /v1/billing/subscription_items | billing
Backend  | DELETE | /v1/billing/subscription_items/:id | billing
Backend  | POST | /v1/billing/subscription_items/:id/extend_free_trial | billing
Backend  | POST | /v1/billing/subscription_items/:id/price_transition | billing
Backend  | GET | /v1/billing/statements | billing
Backend  | GET | /v1/billing/statements/:id | billing
Backend  | GET | /v1/billing/statements/:id/payment_attempts | billing
Backend  | POST | /v1/admin_portal_link_tokens | links by which customers set up single sign-on
Backend  | POST | /v1/admin_portal_link_tokens/:id/revoke | links by which customers set up single sign-on
`;

export const leftOutOperations: readonly LeftOut[] = list
  .trim()
  .split('\n')
  .map((line) => {
    const [api = '', methods = '', path = '', what = ''] = line.split('|').map((cell) => cell.trim());
    return { api, methods: methods.split(', '), path, what };
  });

const toPattern = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}/?$`);

const patterns = leftOutOperations.map(({ methods, path }) => ({ methods, pattern: toPattern(path) }));

/** Whether Clerk would answer; HEAD is asked wherever GET is. */
export function isLeftOut(method: string, path: string): boolean {
  const asked = method === 'HEAD' ? 'GET' : method;
  return patterns.some(({ methods, pattern }) => methods.includes(asked) && pattern.test(path));
}
