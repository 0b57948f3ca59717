import type { OauthHints } from '../operations/oauth.ts';
import { optionalFormText } from './fields.ts';

/** What a form may ask to be passed on to an identity provider. */
export const hintFields = { oidc_login_hint: optionalFormText, oidc_prompt: optionalFormText };

export const readHints = (form: {
  oidc_login_hint?: string | undefined;
  oidc_prompt?: string | undefined;
}): OauthHints => ({ loginHint: form.oidc_login_hint, prompt: form.oidc_prompt });
