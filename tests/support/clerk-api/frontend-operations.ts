/**
 * What Clerk's description of its Frontend API (version 2026-05-12) says of each operation: method, path, the schema of a
 * success (a name in schemas.ts; `envelope:` with the client around it, `list:` and `page:` of many, `*` anything, `-` no
 * JSON) and the statuses that it may answer.
 */
export const frontendOperations = `
GET    /.well-known/assetlinks.json                assetLinks 200
GET    /.well-known/jwks.json                      keySet 200 500
GET    /.well-known/apple-app-site-association     appleAppSites 200 500
GET    /.well-known/openid-configuration           openidConfiguration 200
GET    /.well-known/oauth-authorization-server     authorizationServer 200
GET    /.well-known/webauthn                       webauthnOrigins 200 404
GET    /oauth/authorize                            - 200 302 303 400 401 403
POST   /oauth/authorize                            - 200 302 303 400 401 403
POST   /oauth/register                             oauthClient 201 400 422 500
POST   /oauth/token                                oauthTokens 200 400 401 403
GET    /oauth/userinfo                             oauthUserInfo 200 400 401 403
POST   /oauth/userinfo                             oauthUserInfo 200 400 401 403
POST   /oauth/token_info                           oauthTokenInfo 200 401 422
POST   /oauth/token/revoke                         - 200 400 401
GET    /v1/me/oauth/consent/:id                    oauthConsent 200 400 401 403 404 422
POST   /v1/me/oauth/consent/:id                    - 200 302 303 400 401 403 404 422
GET    /v1/me/organization_creation_defaults       envelope:creationDefaults 200 401 403
GET    /v1/account_portal                          accountPortal 200 400 401 404
GET    /v1/environment                             environment 200 400 401
PATCH  /v1/environment                             environment 200 400 401
GET    /v1/saml/metadata/:file                     - 200 400 404
POST   /v1/saml/acs/:id                            - 302 303 400 401 403 404
GET    /v1/health                                  health 200 503
GET    /v1/proxy-health                            proxyHealth 200 400 503
GET    /v1/client                                  envelope:client? 200 400 401 403
PUT    /v1/client                                  envelope:client? 200 307
POST   /v1/client                                  envelope:client? 200 307
DELETE /v1/client                                  envelope:client? 200 307 404
POST   /v1/client/sign_ins                         envelope:signIn 200 307 400 403 404 409 422
GET    /v1/client/sign_ins/:id                     envelope:signIn 200 400 401 404
POST   /v1/client/sign_ins/:id/reset_password      envelope:signIn 200 400 401 403 422
POST   /v1/client/sign_ins/:id/prepare_first_factor envelope:signIn 200 400 401 403 404 422 429
POST   /v1/client/sign_ins/:id/attempt_first_factor envelope:signIn 200 307 400 401 403 404 422 429
POST   /v1/client/sign_ins/:id/prepare_second_factor envelope:signIn 200 400 401 403 422
POST   /v1/client/sign_ins/:id/attempt_second_factor envelope:signIn 200 307 400 401 403 422
POST   /v1/client/sign_ups                         envelope:signUp 200 307 400 403 404 409 422
GET    /v1/client/sign_ups/:id                     envelope:signUp 200 400 401 404
PATCH  /v1/client/sign_ups/:id                     envelope:signUp 200 307 400 401 403 404 422
POST   /v1/client/sign_ups/:id/prepare_verification envelope:signUp 200 400 401 422 429
POST   /v1/client/sign_ups/:id/attempt_verification envelope:signUp 200 307 400 401 403 409 422 429
GET    /v1/client/sync                             - 307 400 403 422
GET    /v1/client/link                             - 307 400 403 422
GET    /v1/client/handshake                        - 307 400 403 404 422 500
GET    /v1/agents/tasks                            - 307 400 403 404 422 500
POST   /v1/dev_browser                             * 200 400
POST   /v1/dev_browser/set_first_party_cookie      * 200
GET    /v1/dev_browser/init                        - 200 400 500
GET    /v1/oauth_callback                          - 200 301 303 400 403
POST   /v1/oauth_callback                          - 303
GET    /v1/clear-site-data                         - 200
DELETE /v1/client/sessions                         envelope:client? 200 401 404
GET    /v1/client/sessions/:id                     envelope:session 200 401 404
POST   /v1/client/sessions/:id/touch               envelope:session 200 400 401 403 404 422
POST   /v1/client/sessions/:id/end                 envelope:session 200 400 401 404
POST   /v1/client/sessions/:id/remove              envelope:session 200 400 401 404
GET    /v1/me/sessions                             list:session 200 401 403 404
GET    /v1/me/sessions/active                      list:activeSession 200 401
POST   /v1/me/sessions/:id/revoke                  envelope:session 200 400 401 403 404
POST   /v1/client/sessions/:id/tokens              jwt 200 401 403 404
POST   /v1/client/sessions/:id/tokens/:template    jwt 200 401 404
POST   /v1/client/sessions/:id/verify              envelope:reverification 200 401 422
POST   /v1/client/sessions/:id/verify/prepare_first_factor   envelope:reverification 200 400 401 403 422
POST   /v1/client/sessions/:id/verify/attempt_first_factor   envelope:reverification 200 400 401 403 422
POST   /v1/client/sessions/:id/verify/prepare_second_factor  envelope:reverification 200 400 401 403 422
POST   /v1/client/sessions/:id/verify/attempt_second_factor  envelope:reverification 200 400 401 403 422
GET    /v1/organizations/:id/enterprise_connections          * 200 401 403
POST   /v1/organizations/:id/enterprise_connections          * 201 400 401 402 403 404 409 422
PATCH  /v1/organizations/:id/enterprise_connections/:cid     * 200 400 401 402 403 404 422
DELETE /v1/organizations/:id/enterprise_connections/:cid     envelope:deleted 200 400 401 402 403 404 422
GET    /v1/organizations/:id/enterprise_connections/:cid/test_runs  * 200 401 402 403 404 422
POST   /v1/organizations/:id/enterprise_connections/:cid/test_runs  * 200 401 402 403 404
GET    /v1/me/enterprise_connections               * 200 401 403
POST   /v1/me/enterprise_connections               * 201 400 401 402 403 404 409 422
PATCH  /v1/me/enterprise_connections/:id           * 200 400 401 402 403 404 422
DELETE /v1/me/enterprise_connections/:id           envelope:deleted 200 400 401 402 403 404 422
GET    /v1/me/enterprise_connections/:id/test_runs * 200 401 402 403 404 422
POST   /v1/me/enterprise_connections/:id/test_runs * 200 401 402 403 404
GET    /v1/enterprise_connections/:id/init_test_run - 301 400 404
GET    /v1/enterprise_connections/:id/test_runs/:rid - 200 400 404
GET    /v1/me/email_addresses                      list:emailAddress 200 401 403 404
POST   /v1/me/email_addresses                      envelope:emailAddress 200 400 401 403 404 422
GET    /v1/me/email_addresses/:id                  envelope:emailAddress 200 401 403 404
DELETE /v1/me/email_addresses/:id                  envelope:deleted 200 400 401 403 404
POST   /v1/me/email_addresses/:id/prepare_verification envelope:emailAddress 200 401 403 404 422
POST   /v1/me/email_addresses/:id/attempt_verification envelope:emailAddress 200 400 401 403 404 422
GET    /v1/me/phone_numbers                        list:phoneNumber 200 401 403 404
POST   /v1/me/phone_numbers                        envelope:phoneNumber 200 400 401 403 404 422
GET    /v1/me/phone_numbers/:id                    envelope:phoneNumber 200 401 403 404
PATCH  /v1/me/phone_numbers/:id                    envelope:phoneNumber 200 400 401 403 404
DELETE /v1/me/phone_numbers/:id                    envelope:deleted 200 400 401 403 404
POST   /v1/me/phone_numbers/:id/prepare_verification envelope:phoneNumber 200 400 401 403 404 429
POST   /v1/me/phone_numbers/:id/attempt_verification envelope:phoneNumber 200 400 401 403 404 422 429
GET    /v1/me/web3_wallets                         list:web3Wallet 200 401 403 404
POST   /v1/me/web3_wallets                         envelope:web3Wallet 200 401 403 404 422
GET    /v1/me/web3_wallets/:id                     envelope:web3Wallet 200 401 403 404
DELETE /v1/me/web3_wallets/:id                     envelope:deleted 200 400 401 403 404
POST   /v1/me/web3_wallets/:id/prepare_verification envelope:web3Wallet 200 401 403 404 422
POST   /v1/me/web3_wallets/:id/attempt_verification envelope:web3Wallet 200 400 401 403 404 422
POST   /v1/me/passkeys                             envelope:passkey 200 401 403
GET    /v1/me/passkeys/:id                         envelope:passkey 200 401 404 422
PATCH  /v1/me/passkeys/:id                         envelope:passkey 200 401 404 422
DELETE /v1/me/passkeys/:id                         envelope:deleted 200 401 403 404
POST   /v1/me/passkeys/:id/attempt_verification    envelope:passkey 200 400 401 403 404 422
POST   /v1/me/external_accounts                    envelope:externalAccount 200 400 401 403 404 422 500
PATCH  /v1/me/external_accounts/:id/reauthorize    envelope:externalAccount 200 400 401 404 422
DELETE /v1/me/external_accounts/:id                envelope:deleted 200 400 401 403 404
DELETE /v1/me/external_accounts/:id/tokens         envelope:user 200 400 401 404
POST   /v1/me/totp                                 envelope:totp 200 400 401 403 500
DELETE /v1/me/totp                                 envelope:deleted 200 400 401 403 404 500
POST   /v1/me/totp/attempt_verification            envelope:totp 200 400 401 403 404 422 500
POST   /v1/me/backup_codes                         envelope:backupCodes 200 400 401 403 500
GET    /v1/me                                      envelope:user 200 401 403 404
PATCH  /v1/me                                      envelope:user 200 400 401 403 404 422
DELETE /v1/me                                      envelope:deleted 200 401 403 404 500
PATCH  /v1/me/metadata                             envelope:user 200 400 401 403 404 422
POST   /v1/me/tokens                               token 200 401 403 404 422
POST   /v1/me/profile_image                        envelope:image 200 400 401 422
DELETE /v1/me/profile_image                        envelope:deleted 200 401 404
POST   /v1/me/change_password                      envelope:user 200 400 401 403 422
POST   /v1/me/remove_password                      envelope:user 200 400 401 403 422
GET    /v1/me/billing/subscription                 * 200 400 401 404
GET    /v1/me/billing/subscription_items           * 200 400 401
DELETE /v1/me/billing/subscription_items/:id       * 200 204 400 401 403 404 409 422 500
GET    /v1/me/billing/payment_methods              * 200 400 401 403 404
POST   /v1/me/billing/payment_methods              * 200 400 401 422
POST   /v1/me/billing/payment_methods/initialize   * 200 400 401 403 404 422
DELETE /v1/me/billing/payment_methods/:id          * 200 204 400 401 403 404 409 422 500
POST   /v1/me/billing/checkouts                    * 200 400 401 403 409 422
GET    /v1/me/billing/checkouts/:id                * 200 400 401 404 410
PATCH  /v1/me/billing/checkouts/:id/confirm        * 200 400 401 404 409 422
GET    /v1/me/billing/payment_attempts             * 200 400 401 403
GET    /v1/me/billing/payment_attempts/:id         * 200 400 401 403 404
PUT    /v1/me/billing/payers/default_payment_method * 200 400 401 403 422
GET    /v1/me/billing/statements                   * 200 400 401 403
GET    /v1/me/billing/statements/:id               * 200 400 401 403 404
POST   /v1/organizations/:id/billing/checkouts     * 200 400 401 403 409 422
GET    /v1/organizations/:id/billing/checkouts/:cid * 200 400 401 403 404 410 422
PATCH  /v1/organizations/:id/billing/checkouts/:cid/confirm * 200 400 401 403 404 422
GET    /v1/organizations/:id/billing/payment_methods * 200 400 401 403 404
POST   /v1/organizations/:id/billing/payment_methods * 200 400 401 403 404 422
POST   /v1/organizations/:id/billing/payment_methods/initialize * 200 400 401 403 404 422
DELETE /v1/organizations/:id/billing/payment_methods/:pid * 200 400 401 403 404
GET    /v1/organizations/:id/billing/statements    * 200 400 401 403 404
GET    /v1/organizations/:id/billing/statements/:sid * 200 400 401 403 404
PUT    /v1/organizations/:id/billing/payers/default_payment_method * 200 400 401 403 404 422
GET    /v1/organizations/:id/billing/subscription  * 200 400 401 403 404
GET    /v1/organizations/:id/billing/subscription_items * 200 400 401 403 404
DELETE /v1/organizations/:id/billing/subscription_items/:sid * 200 400 401 403 404
GET    /v1/billing/plans                           * 200 400 403 422
GET    /v1/billing/plans/:id                       * 200 400 404 422
GET    /v1/me/organization_memberships             envelope:memberships 200 401 422
DELETE /v1/me/organization_memberships/:id         envelope:deleted 200 400 401 403 404 422
GET    /v1/me/organization_invitations             envelope:page:ownInvitation 200 401 422
POST   /v1/me/organization_invitations/:id/accept  envelope:ownInvitation 200 401 404 422
GET    /v1/me/organization_suggestions             envelope:page:suggestion 200 401 422
POST   /v1/me/organization_suggestions/:id/accept  envelope:suggestion 200 400 401 404 422
POST   /v1/organizations                           envelope:organization 200 401 403 422
GET    /v1/organizations/:id                       envelope:organization 200 401 403 404
PATCH  /v1/organizations/:id                       envelope:organization 200 400 401 403 404 422
DELETE /v1/organizations/:id                       envelope:deleted 200 401 403 404 422
PUT    /v1/organizations/:id/logo                  envelope:organization 200 400 401 403 404 413 422
DELETE /v1/organizations/:id/logo                  envelope:deleted 200 401 403 404
GET    /v1/organizations/:id/invitations           envelope:organizationInvitations 200 400 401 403 404 422
POST   /v1/organizations/:id/invitations           envelope:organizationInvitation 200 400 401 403 404 422
POST   /v1/organizations/:id/invitations/bulk      envelope:organizationInvitations 200 400 401 403 404 422
GET    /v1/organizations/:id/invitations/pending   envelope:organizationInvitations 200 401 403 422
POST   /v1/organizations/:id/invitations/:iid/revoke envelope:organizationInvitation 200 401 403 404
GET    /v1/organizations/:id/memberships           envelope:memberships 200 401 403 422
POST   /v1/organizations/:id/memberships           envelope:membership 200 400 401 403 404 422
PATCH  /v1/organizations/:id/memberships/:uid      envelope:membership 200 400 401 403 404 422
DELETE /v1/organizations/:id/memberships/:uid      envelope:membership 200 400 401 403 404 422
GET    /v1/organizations/:id/domains               envelope:page:organizationDomain 200 401 403 422
POST   /v1/organizations/:id/domains               envelope:organizationDomain 200 401 403 404 422
POST   /v1/organizations/:id/domains/bulk          * 200 400 401 402 403 404 422
POST   /v1/organizations/:id/domains/prepare_ownership_verification/bulk * 200 400 401 402 403 404 422
POST   /v1/organizations/:id/domains/attempt_ownership_verification/bulk * 200 400 401 402 403 404 422
GET    /v1/organizations/:id/domains/:did          envelope:organizationDomain 200 401 403 404 422
DELETE /v1/organizations/:id/domains/:did          envelope:deleted 200 401 403 404 422
POST   /v1/organizations/:id/domains/:did/update_enrollment_mode envelope:organizationDomain 200 401 403 404 422
POST   /v1/organizations/:id/domains/:did/prepare_affiliation_verification envelope:organizationDomain 200 401 403 404 422
POST   /v1/organizations/:id/domains/:did/attempt_affiliation_verification envelope:organizationDomain 200 400 401 403 404 422
POST   /v1/organizations/:id/domains/:did/prepare_ownership_verification envelope:organizationDomain 200 400 401 402 403 404 422
POST   /v1/organizations/:id/domains/:did/attempt_ownership_verification envelope:organizationDomain 200 400 401 402 403 404 422
GET    /v1/organizations/:id/membership_requests   envelope:page:membershipRequest 200 401 403 422
POST   /v1/organizations/:id/membership_requests/:rid/accept envelope:membershipRequest 200 400 401 403 404 422
POST   /v1/organizations/:id/membership_requests/:rid/reject envelope:membershipRequest 200 401 403 404 422
GET    /v1/organizations/:id/roles                 envelope:roles 200 401 403
GET    /v1/redirect                                - 307 400 401 403 422
GET    /v1/tickets/accept                          - 200 302 303 400 404
GET    /v1/verify                                  - 200 303 400
POST   /v1/waitlist                                waitlistReceipt 200 400 403 422
GET    /api_keys                                   page:apiKey 200 400 404
POST   /api_keys                                   apiKeyWithSecret 201 400 409
PATCH  /api_keys/:id                               apiKey 200 400 404
POST   /api_keys/:id/revoke                        apiKey 200 400 404
`;
