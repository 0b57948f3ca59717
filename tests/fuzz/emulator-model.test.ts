import fc from 'fast-check';
import { expect, it } from 'vitest';
import { administeringCommands } from './emulator-model/administering.ts';
import { clientCount } from './emulator-model/command.ts';
import { compare } from './emulator-model/compare.ts';
import { enteringCommands } from './emulator-model/entering.ts';
import { createModel } from './emulator-model/model.ts';
import { stayingCommands } from './emulator-model/staying.ts';
import { createWorld } from './emulator-model/world.ts';

/** An hour of it: FRONTDESK_MODEL_SECONDS=3600 npx vitest run tests/fuzz/emulator-model.test.ts */
const seconds = Number(process.env.FRONTDESK_MODEL_SECONDS ?? 10);

it(
  'several clients in any order of steps see what the model says',
  async () => {
    let steps = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('single' as const, 'multi' as const),
        fc.commands([...enteringCommands, ...stayingCommands, ...administeringCommands], {
          maxCommands: 60,
          size: 'max',
        }),
        async (mode, commands) => {
          const world = await createWorld(mode, clientCount);
          const model = createModel(mode, clientCount, world.clock.read());
          try {
            await fc.asyncModelRun(() => ({ model, real: world }), commands);
            await compare(model, world);
            steps += [...commands].length;
          } finally {
            await world.close();
          }
        },
      ),
      { numRuns: 1_000_000, interruptAfterTimeLimit: seconds * 1_000, markInterruptAsFailure: false },
    );
    expect(steps).toBeGreaterThan(seconds);
    process.stdout.write(`${steps} steps without a difference\n`);
  },
  (seconds + 120) * 1_000,
);
