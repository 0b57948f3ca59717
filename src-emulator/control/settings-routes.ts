import type { Router } from 'express';
import type { EmulatorContext } from '../context.ts';
import { mergeSettings } from '../state/settings.ts';
import { createChangesSchema } from '../state/settings-rules.ts';
import { type ControlHandle, readControlBody } from './call.ts';

/** The instance's settings; PATCH changes those that are given. */
export function addSettingsRoutes(router: Router, handle: ControlHandle, { store }: EmulatorContext): void {
  router
    .route('/_emulator/settings')
    .get(handle(() => store.settings))
    .patch(
      handle((request) => {
        const changes = readControlBody(createChangesSchema(store.settings), request);
        store.setSettings(mergeSettings(store.settings, changes));
        return store.settings;
      }),
    );
}
