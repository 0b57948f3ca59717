import type { Router } from 'express';
import type { EmulatorContext } from '../context.ts';
import { mergeSettings, settingsChangesSchema } from '../state/settings.ts';
import { type ControlHandle, readControlBody } from './call.ts';

/** The instance's settings; PATCH changes those that are given. */
export function addSettingsRoutes(router: Router, handle: ControlHandle, { store }: EmulatorContext): void {
  router
    .route('/_emulator/settings')
    .get(handle(() => store.settings))
    .patch(
      handle((request) => {
        store.setSettings(mergeSettings(store.settings, readControlBody(settingsChangesSchema, request)));
        return store.settings;
      }),
    );
}
