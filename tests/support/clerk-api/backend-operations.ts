/** What Clerk's description of its Backend API (version 2026-05-12) says of each operation; see frontend-operations.ts. */
export const backendOperations = `
GET    /v1/public/interstitial                     - 200 400 500
GET    /v1/jwks                                    keySet 200
GET    /v1/clients                                 many:backendClient 200 400 401 410 422
POST   /v1/clients/verify                          backendClient 200 400 401 404
GET    /v1/clients/:id                             backendClient 200 400 401 404
POST   /v1/email_addresses                         backendEmailAddress 200 400 401 403 404 409 422
GET    /v1/email_addresses/:id                     backendEmailAddress 200 400 401 403 404
PATCH  /v1/email_addresses/:id                     backendEmailAddress 200 400 401 403 404 409
DELETE /v1/email_addresses/:id                     backendDeleted 200 400 401 403 404 409
PUT    /v1/users/:id/email_address                 backendEmailAddress 200 400 401 403 404 422
POST   /v1/phone_numbers                           backendPhoneNumber 200 400 401 403 404 422
GET    /v1/phone_numbers/:id                       backendPhoneNumber 200 400 401 403 404
PATCH  /v1/phone_numbers/:id                       backendPhoneNumber 200 400 401 403 404
DELETE /v1/phone_numbers/:id                       backendDeleted 200 400 401 403 404
PUT    /v1/users/:id/phone_number                  backendPhoneNumber 200 400 401 403 404 422
GET    /v1/sessions                                many:backendSession 200 400 401 422
POST   /v1/sessions                                backendSession 200 400 401 404 422
GET    /v1/sessions/:id                            backendSession 200 400 401 404
POST   /v1/sessions/:id/refresh                    refreshed 200 400 401
POST   /v1/sessions/:id/revoke                     backendSession 200 400 401 404
POST   /v1/sessions/:id/tokens                     jwt 200 401 404
POST   /v1/sessions/:id/tokens/:template           jwt 200 401 404
GET    /v1/templates/:type                         * 200 400 401 422
GET    /v1/templates/:type/:slug                   * 200 400 401 404
PUT    /v1/templates/:type/:slug                   * 200 400 401 402 403 404 422
POST   /v1/templates/:type/:slug/revert            * 200 400 401 402 404
POST   /v1/templates/:type/:slug/preview           * 200 400 401 404 422
POST   /v1/templates/:type/:slug/toggle_delivery   * 200 400 401 404
GET    /v1/users                                   list:backendUser 200 400 401 422
POST   /v1/users                                   backendUser 200 400 401 402 403 422
GET    /v1/users/count                             totalCount 200 422
GET    /v1/users/:id                               backendUser 200 400 401 404
PATCH  /v1/users/:id                               backendUser 200 400 401 404 409 422
DELETE /v1/users/:id                               backendDeleted 200 400 401 404
POST   /v1/users/:id/ban                           backendUser 200 402
POST   /v1/users/:id/unban                         backendUser 200 402
POST   /v1/users/ban                               list:backendUser 200 400 402
POST   /v1/users/unban                             list:backendUser 200 400 402
POST   /v1/users/:id/lock                          backendUser 200 403
POST   /v1/users/:id/unlock                        backendUser 200 403
POST   /v1/users/:id/profile_image                 backendUser 200 400 401 404
DELETE /v1/users/:id/profile_image                 backendUser 200 404
PATCH  /v1/users/:id/metadata                      backendUser 200 400 401 404 422
PUT    /v1/users/:id/metadata                      backendUser 200 400 401 404 422
GET    /v1/users/:id/billing/subscription          * 200 400 401 403 404 422 500
GET    /v1/users/:id/billing/credits               * 200 400 401 403 404 422 500
POST   /v1/users/:id/billing/credits               * 200 400 401 403 404 409 422 500
GET    /v1/users/:id/oauth_access_tokens/:provider many:oauthAccessToken 200 400 404 422
GET    /v1/users/:id/organization_memberships      page:backendMembership 200 403
GET    /v1/users/:id/organization_invitations      page:userInvitation 200 400 403 404
POST   /v1/users/:id/verify_password               verified 200 400 404 422 500
POST   /v1/users/:id/verify_totp                   verifiedCode 200 400 404 422 500
DELETE /v1/users/:id/mfa                           ofUser 200 404 500
DELETE /v1/users/:id/backup_code                   ofUser 200 404 500
DELETE /v1/users/:id/passkeys/:pid                 backendDeleted 200 403 404 500
DELETE /v1/users/:id/web3_wallets/:wid             backendDeleted 200 400 403 404 500
DELETE /v1/users/:id/totp                          ofUser 200 404 500
DELETE /v1/users/:id/external_accounts/:eid        backendDeleted 200 400 403 404 500
POST   /v1/users/:id/password/set_compromised      backendUser 200 400 401 403 404 422
POST   /v1/users/:id/password/unset_compromised    backendUser 200 400 401 403 404 422
GET    /v1/invitations                             many:invitation 200
POST   /v1/invitations                             invitation 200 400 422
POST   /v1/invitations/bulk                        list:invitation 200 400 422
POST   /v1/invitations/:id/revoke                  revokedInvitation 200 400 404
GET    /v1/organization_invitations                page:userInvitation 200 400 404 422 500
GET    /v1/allowlist_identifiers                   many:allowlistIdentifier 200 401 402
POST   /v1/allowlist_identifiers                   allowlistIdentifier 200 400 402 422
DELETE /v1/allowlist_identifiers/:id               backendDeleted 200 402 404
GET    /v1/blocklist_identifiers                   page:blocklistIdentifier 200 401 402
POST   /v1/blocklist_identifiers                   blocklistIdentifier 200 400 402 422
DELETE /v1/blocklist_identifiers/:id               backendDeleted 200 402 404
PATCH  /v1/beta_features/instance_settings         instanceSettings 200 402 422
PUT    /v1/beta_features/domain                    - 202 400 422
POST   /v1/actor_tokens                            actorToken 200 400 402 422
POST   /v1/actor_tokens/:id/revoke                 actorToken 200 400 404
GET    /v1/domains                                 page:domain 200
POST   /v1/domains                                 domain 200 400 402 422
PATCH  /v1/domains/:id                             domain 200 400 404 422
DELETE /v1/domains/:id                             backendDeleted 200 403 404
GET    /v1/instance                                instance 200
PATCH  /v1/instance                                - 204 422
PATCH  /v1/instance/restrictions                   restrictions 200 402 422
GET    /v1/instance/protect                        protection 200
PATCH  /v1/instance/protect                        protection 200 422
GET    /v1/instance/communication                  communication 200
PATCH  /v1/instance/communication                  communication 200 422
GET    /v1/instance/oauth_application_settings     oauthSettings 200
PATCH  /v1/instance/oauth_application_settings     oauthSettings 200 422
POST   /v1/instance/change_domain                  - 202 400 422
GET    /v1/instance/organization_settings          organizationSettings 200 402 404 422
PATCH  /v1/instance/organization_settings          organizationSettings 200 400 402 404 422
POST   /v1/webhooks/svix                           svixUrl 200 400
DELETE /v1/webhooks/svix                           - 204 400
POST   /v1/webhooks/svix_url                       svixUrl 200 400
GET    /v1/jwt_templates                           many:jwtTemplate 200
POST   /v1/jwt_templates                           jwtTemplate 200 400 402 422
GET    /v1/jwt_templates/:id                       jwtTemplate 200 404
PATCH  /v1/jwt_templates/:id                       jwtTemplate 200 400 402 422
DELETE /v1/jwt_templates/:id                       backendDeleted 200 403 404
GET    /v1/machines                                page:machine 200 400 401 403 422
POST   /v1/machines                                newMachine 200 400 401 403 422
GET    /v1/machines/:id                            machine 200 400 401 403 404 422
PATCH  /v1/machines/:id                            machine 200 400 401 403 404 422
DELETE /v1/machines/:id                            backendDeleted 200 400 401 403 404 422
GET    /v1/machines/:id/secret_key                 machineSecret 200 400 401 403 404
POST   /v1/machines/:id/secret_key/rotate          machineSecret 200 400 401 403 404 422
POST   /v1/machines/:id/scopes                     machineScope 200 400 401 403 404 409 422
DELETE /v1/machines/:id/scopes/:other              deletedScope 200 400 401 403 404 422
GET    /v1/organizations                           page:backendOrganization 200 400 403 422
POST   /v1/organizations                           backendOrganization 200 400 402 403 422
GET    /v1/organizations/:id                       backendOrganization 200 403 404
PATCH  /v1/organizations/:id                       backendOrganization 200 400 402 403 404 422
DELETE /v1/organizations/:id                       backendDeleted 200 404
PATCH  /v1/organizations/:id/metadata              backendOrganization 200 400 401 404 422
PUT    /v1/organizations/:id/logo                  organizationWithLogo 200 400 403 404 413
DELETE /v1/organizations/:id/logo                  backendOrganization 200 404
GET    /v1/organizations/:id/billing/subscription  * 200 400 401 403 404 422 500
GET    /v1/organizations/:id/billing/credits       * 200 400 401 403 404 422 500
POST   /v1/organizations/:id/billing/credits       * 200 400 401 403 404 409 422 500
GET    /v1/organizations/:id/invitations           page:backendOrganizationInvitation 200 400 404 422
POST   /v1/organizations/:id/invitations           backendOrganizationInvitation 200 400 402 403 404 422
POST   /v1/organizations/:id/invitations/bulk      page:backendOrganizationInvitation 200 400 403 404 422
GET    /v1/organizations/:id/invitations/pending   page:backendOrganizationInvitation 200 400 404
GET    /v1/organizations/:id/invitations/:iid      backendOrganizationInvitation 200 400 403 404
POST   /v1/organizations/:id/invitations/:iid/revoke backendOrganizationInvitation 200 400 403 404
GET    /v1/organization_roles                      page:backendRole 200 400 401 403 422
POST   /v1/organization_roles                      backendRole 200 400 401 402 403 404 422
GET    /v1/organization_roles/:id                  backendRole 200 401 403 404
PATCH  /v1/organization_roles/:id                  backendRole 200 400 401 403 404 422
DELETE /v1/organization_roles/:id                  backendDeleted 200 401 403 404 422
POST   /v1/organization_roles/:id/permissions/:pid backendRole 200 401 403 404 409
DELETE /v1/organization_roles/:id/permissions/:pid backendRole 200 401 403 404 422
GET    /v1/organizations/:id/memberships           page:backendMembership 200 401 422
POST   /v1/organizations/:id/memberships           backendMembership 200 400 403 404 422
PATCH  /v1/organizations/:id/memberships/:uid      backendMembership 200 404 422
DELETE /v1/organizations/:id/memberships/:uid      backendMembership 200 401 404 422
PATCH  /v1/organizations/:id/memberships/:uid/metadata backendMembership 200 400 404 422
GET    /v1/organizations/:id/domains               page:backendOrganizationDomain 200 401 422
POST   /v1/organizations/:id/domains               backendOrganizationDomain 200 400 403 404 422
PATCH  /v1/organizations/:id/domains/:did          backendOrganizationDomain 200 400 404 422
DELETE /v1/organizations/:id/domains/:did          backendDeleted 200 400 401 404
POST   /v1/organizations/:id/domains/:did/verify_ownership backendOrganizationDomain 200 401 403 404
GET    /v1/organization_domains                    page:backendOrganizationDomain 200 401 403 422
POST   /v1/proxy_checks                            * 200 400 422
GET    /v1/redirect_urls                           many:redirectUrl 200
POST   /v1/redirect_urls                           redirectUrl 200 400 422
GET    /v1/redirect_urls/:id                       redirectUrl 200 404
DELETE /v1/redirect_urls/:id                       backendDeleted 200 404
POST   /v1/sign_in_tokens                          signInToken 200 404 422
POST   /v1/sign_in_tokens/:id/revoke               signInToken 200 400 404
GET    /v1/sign_ups/:id                            backendSignUp 200 403
PATCH  /v1/sign_ups/:id                            backendSignUp 200 403
GET    /v1/oauth_applications                      page:oauthApplication 200 400 403 422
POST   /v1/oauth_applications                      oauthApplication 200 400 403 422
GET    /v1/oauth_applications/:id                  oauthApplication 200 403 404
PATCH  /v1/oauth_applications/:id                  oauthApplication 200 400 403 404 422
DELETE /v1/oauth_applications/:id                  backendDeleted 200 403 404
PUT    /v1/oauth_applications/:id/logo             oauthApplication 200 400 403 404 413
POST   /v1/oauth_applications/:id/rotate_secret    oauthApplication 200 403 404
GET    /v1/saml_connections                        * 200 402 403 422
POST   /v1/saml_connections                        * 200 402 403 404 409 422
GET    /v1/saml_connections/:id                    * 200 402 403 404
PATCH  /v1/saml_connections/:id                    * 200 402 403 404 409 422
DELETE /v1/saml_connections/:id                    backendDeleted 200 402 403 404
GET    /v1/enterprise_connections                  * 200 402 403 422
POST   /v1/enterprise_connections                  * 201 402 403 404 409 422
GET    /v1/enterprise_connections/:id              * 200 402 403 404
PATCH  /v1/enterprise_connections/:id              * 200 400 402 403 404 422
DELETE /v1/enterprise_connections/:id              backendDeleted 200 402 403 404
POST   /v1/testing_tokens                          testingToken 200
POST   /v1/agents/tasks                            agentTask 200 400 404 422
POST   /v1/agents/tasks/:id/revoke                 agentTask 200 400 404
GET    /v1/organization_memberships                page:backendMembership 200 400 401 422 500
GET    /v1/waitlist_entries                        page:waitlistEntry 200
POST   /v1/waitlist_entries                        waitlistEntry 200 400 422
POST   /v1/waitlist_entries/bulk                   list:waitlistEntry 200 400 422
DELETE /v1/waitlist_entries/:id                    backendDeleted 200 400 404 409 422
POST   /v1/waitlist_entries/:id/invite             waitlistEntry 200 400 404 409 422
POST   /v1/waitlist_entries/:id/reject             waitlistEntry 200 400 404 409 422
GET    /v1/billing/plans                           * 200 400 401 422 500
GET    /v1/billing/prices                          * 200 400 401 404 422 500
POST   /v1/billing/prices                          * 200 400 401 404 422 500
GET    /v1/billing/subscription_items              * 200 400 401 422 500
DELETE /v1/billing/subscription_items/:id          * 200 400 401 403 404 422 500
POST   /v1/billing/subscription_items/:id/extend_free_trial * 200 400 401 403 404 422 500
POST   /v1/billing/subscription_items/:id/price_transition * 200 400 401 403 404 409 422 500
GET    /v1/billing/statements                      * 200 400 401 422 500
GET    /v1/billing/statements/:id                  * 200 400 401 404 422 500
GET    /v1/billing/statements/:id/payment_attempts * 200 400 401 404 422 500
GET    /v1/organization_permissions                page:backendPermission 200 401 422
POST   /v1/organization_permissions                backendPermission 200 400 401 402 404 422
GET    /v1/organization_permissions/:id            backendPermission 200 401 404
PATCH  /v1/organization_permissions/:id            backendPermission 200 400 401 403 404 422
DELETE /v1/organization_permissions/:id            backendDeleted 200 401 403 404
GET    /v1/role_sets                               page:roleSet 200 400 401 403 422
POST   /v1/role_sets                               roleSet 200 400 401 402 403 404 422
GET    /v1/role_sets/:id                           roleSet 200 401 403 404
PATCH  /v1/role_sets/:id                           roleSet 200 400 401 403 404 422
POST   /v1/role_sets/:id/replace                   backendDeleted 200 400 401 403 404 422
POST   /v1/role_sets/:id/roles                     roleSet 200 400 401 403 404 422
POST   /v1/role_sets/:id/roles/replace             roleSet 200 400 401 403 404 422
POST   /v1/admin_portal_link_tokens                * 201 400 401 403 409
POST   /v1/admin_portal_link_tokens/:id/revoke     * 200 400 401 403 404
GET    /v1/api_keys                                page:apiKey 200 400 404
POST   /v1/api_keys                                apiKeyWithSecret 200 400 409
POST   /v1/api_keys/verify                         apiKey 200 400 404
GET    /v1/api_keys/:id                            apiKey 200 400 404
PATCH  /v1/api_keys/:id                            apiKey 200 400 404
DELETE /v1/api_keys/:id                            backendDeleted 200 400 404
GET    /v1/api_keys/:id/secret                     apiKeySecret 200 400 404
POST   /v1/api_keys/:id/revoke                     apiKey 200 400 404
GET    /v1/m2m_tokens                              machineTokens 200 400 403 404
POST   /v1/m2m_tokens                              newMachineToken 201 400 409
POST   /v1/m2m_tokens/verify                       machineToken 200 400 404
POST   /v1/m2m_tokens/:id/revoke                   machineToken 200 400 404
POST   /v1/oauth_applications/access_tokens/verify oauthAccessTokenState 200 400 404
`;
