import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { mergeSettings, type Settings } from '../state/settings.ts';
import { readParameters } from '../wire/read-parameters.ts';
import type { BackendHandle } from './call.ts';

const optionalBoolean = z.boolean().nullable().optional();
const optionalText = z.string().max(2048).nullable().optional();

const instanceSchema = z.strictObject({
  allowed_origins: z.array(z.string().max(2048)).max(100).nullable().optional(),
  test_mode: optionalBoolean,
  support_email: optionalText,
  development_origin: optionalText,
  preferred_sign_in_strategy_when_password_required: z.enum(['password', 'otp', '']).nullable().optional(),
  // Of no effect where nothing leaves this computer, and clerk-js is the application's own.
  hibp: optionalBoolean,
  enhanced_email_deliverability: optionalBoolean,
  clerk_js_version: optionalText,
  cookieless_dev: optionalBoolean,
  url_based_session_syncing: optionalBoolean,
});

const betaSchema = z.strictObject({
  restricted_to_allowlist: optionalBoolean,
  from_email_address: z
    .string()
    .max(64)
    .regex(/^[a-z0-9]+$/i, 'may have letters and digits only: it is what stands before the @.')
    .nullable()
    .optional(),
  progressive_sign_up: optionalBoolean,
  test_mode: optionalBoolean,
});

const restrictionsSchema = z.strictObject({
  allowlist: optionalBoolean,
  blocklist: optionalBoolean,
  allowlist_blocklist_disabled_on_sign_in: optionalBoolean,
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
        const { preferred_sign_in_strategy_when_password_required: preferred } = body;
        const { instanceOptions: before } = store.platform;
        store.platform.instanceOptions = {
          ...before,
          testMode: body.test_mode ?? before.testMode,
          supportEmail: body.support_email === undefined ? before.supportEmail : body.support_email || null,
          developmentOrigin: body.development_origin ?? before.developmentOrigin,
          preferredStrategy: (preferred ?? before.preferredStrategy) || null,
        };
      }, 204),
    );
  router.patch(
    '/beta_features/instance_settings',
    handle((request) => {
      const body = readParameters(betaSchema, request.body ?? {});
      const { settings, platform } = store;
      change({
        allowlist: body.restricted_to_allowlist ?? settings.allowlist,
        progressiveSignUp: body.progressive_sign_up ?? settings.progressiveSignUp,
      });
      const { instanceOptions: before } = platform;
      platform.instanceOptions = {
        ...before,
        testMode: body.test_mode ?? before.testMode,
        fromEmailName: body.from_email_address ?? before.fromEmailName,
      };
      return {
        object: 'instance_settings',
        id: context.instance.id,
        restricted_to_allowlist: store.settings.allowlist,
        from_email_address: platform.instanceOptions.fromEmailName,
        progressive_sign_up: store.settings.progressiveSignUp,
        enhanced_email_deliverability: false,
      };
    }),
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
      const { instanceOptions: before } = store.platform;
      store.platform.instanceOptions = {
        ...before,
        listsOffAtSignIn: body.allowlist_blocklist_disabled_on_sign_in ?? before.listsOffAtSignIn,
      };
      return restrictionsJson(context);
    }),
  );
}

const restrictionsJson = ({ store: { settings, platform } }: EmulatorContext) => ({
  object: 'instance_restrictions',
  allowlist: settings.allowlist,
  blocklist: settings.blocklist,
  allowlist_blocklist_disabled_on_sign_in: platform.instanceOptions.listsOffAtSignIn,
  block_email_subaddresses: settings.blockEmailSubaddresses,
  block_disposable_email_domains: settings.blockDisposableEmailDomains,
  ignore_dots_for_gmail_addresses: settings.ignoreDotsForGmailAddresses,
});
