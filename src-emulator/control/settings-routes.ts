import type { Router } from 'express';
import type { EmulatorContext } from '../context.ts';
import { findRole } from '../operations/organization-roles.ts';
import { roleSettings } from '../state/organization-settings.ts';
import { mergeSettings } from '../state/settings.ts';
import { createChangesSchema } from '../state/settings-rules.ts';
import { type ControlHandle, readControlBody } from './call.ts';

/** The instance's settings; PATCH changes those that are given. */
export function addSettingsRoutes(router: Router, handle: ControlHandle, context: EmulatorContext): void {
  const { store } = context;
  const createSchema = () =>
    createChangesSchema(store.settings).superRefine(({ organizations }, report) => {
      for (const name of roleSettings) {
        const key = organizations?.[name];
        if (key !== undefined && !findRole(context, key))
          report.addIssue({ code: 'custom', path: ['organizations', name], message: 'is no role.' });
      }
    });
  router
    .route('/_emulator/settings')
    .get(handle(() => store.settings))
    .patch(
      handle((request) => {
        const changes = readControlBody(createSchema(), request);
        store.setSettings(mergeSettings(store.settings, changes));
        return store.settings;
      }),
    );
}
