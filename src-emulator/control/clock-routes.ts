import type { Router } from 'express';
import { z } from 'zod';
import { latestTime } from '../state/times.ts';
import { timeJsonField } from '../wire/times.ts';
import type { ControlHandle } from './call.ts';
import { readControlBody } from './call.ts';
import type { MovableClock } from './movable-clock.ts';

const durationField = z.int().min(-latestTime).max(latestTime);

const setSchema = z
  .strictObject({
    now: timeJsonField.optional(),
    offsetMilliseconds: durationField.optional(),
    frozenAt: timeJsonField.optional(),
  })
  .refine((body) => Object.values(body).filter((value) => value !== undefined).length === 1, {
    path: ['clock'],
    message: 'must be set by exactly one of now, offsetMilliseconds and frozenAt.',
  });
const advanceSchema = z.strictObject({ advanceMilliseconds: durationField });

/** Reads and moves the clock. PUT sets, POST advances, DELETE goes back to the computer's time. */
export function addClockRoutes(router: Router, handle: ControlHandle, clock: MovableClock): void {
  router
    .route('/_emulator/clock')
    .get(handle(() => clock.describe()))
    .put(
      handle((request) => {
        const body = readControlBody(setSchema, request);
        if (body.frozenAt !== undefined) clock.freezeAt(body.frozenAt);
        else if (body.offsetMilliseconds !== undefined) clock.setOffset(body.offsetMilliseconds);
        else if (body.now !== undefined) {
          clock.reset();
          clock.setOffset(body.now - clock.read());
        }
        return clock.describe();
      }),
    )
    .post(
      handle((request) => {
        clock.advance(readControlBody(advanceSchema, request).advanceMilliseconds);
        return clock.describe();
      }),
    )
    .delete(
      handle(() => {
        clock.reset();
        return clock.describe();
      }),
    );
}
