import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { mergeSettings, type Settings } from '../state/settings.ts';
import { readParameters } from '../wire/read-parameters.ts';
import type { BackendHandle } from './call.ts';

const optionalBoolean = z.boolean().nullable().optional();
const ignored = z.unknown().optional();

const instanceSchema = z.strictObject({
  allowed_origins: z.array(z.string().max(2048)).max(100).nullable().optional(),
  // Of no effect where nothing leaves this computer, and clerk-js is the application's own.
  test_mode: ignored,
  hibp: ignored,
  enhanced_email_deliverability: ignored,
  support_email: ignored,
  clerk_js_version: ignored,
  development_origin: ignored,
  cookieless_dev: ignored,
  url_based_session_syncing: ignored,
  preferred_sign_in_strategy_when_password_required: ignored,
});

const restrictionsSchema = z.strictObject({
  allowlist: optionalBoolean,
  blocklist: optionalBoolean,
  // The lists hold at sign-up and at sign-in; only that can be asked for.
  allowlist_blocklist_disabled_on_sign_in: z.literal(false).nullable().optional(),
  block_email_subaddresses: optionalBoolean,
  block_disposable_email_domains: optionalBoolean,
  ignore_dots_for_gmail_addresses: optionalBoolean,
});

/** The instance itself: what the dashboard shows, as far as a backend may set it. */
export function addInstanceRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  const { store } = context;
  const change = (changes: Partial<Settings>) => store.setSettings(mergeSettings(store.settings, changes));

  router
    .route('/instance')
    .get(
      handle(() => ({
        object: 'instance',
        id: context.instance.id,
        environment_type: 'development',
        allowed_origins: store.platform.allowedOrigins,
      })),
    )
    .patch(
      handle((request) => {
        const body = readParameters(instanceSchema, request.body ?? {});
        if (body.allowed_origins !== undefined) store.platform.allowedOrigins = body.allowed_origins ?? [];
      }, 204),
    );
  router.patch(
    '/instance/restrictions',
    handle((request) => {
      const body = readParameters(restrictionsSchema, request.body ?? {});
      const { settings } = store;
      change({
        allowlist: body.allowlist ?? settings.allowlist,
        blocklist: body.blocklist ?? settings.blocklist,
        blockEmailSubaddresses: body.block_email_subaddresses ?? settings.blockEmailSubaddresses,
        blockDisposableEmailDomains:
          body.block_disposable_email_domains ?? settings.blockDisposableEmailDomains,
        ignoreDotsForGmailAddresses:
          body.ignore_dots_for_gmail_addresses ?? settings.ignoreDotsForGmailAddresses,
      });
      return restrictionsJson(store.settings);
    }),
  );
}

const restrictionsJson = (settings: Settings) => ({
  object: 'instance_restrictions',
  allowlist: settings.allowlist,
  blocklist: settings.blocklist,
  allowlist_blocklist_disabled_on_sign_in: false,
  block_email_subaddresses: settings.blockEmailSubaddresses,
  block_disposable_email_domains: settings.blockDisposableEmailDomains,
  ignore_dots_for_gmail_addresses: settings.ignoreDotsForGmailAddresses,
});
