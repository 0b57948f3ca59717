import type fc from 'fast-check';
import type { Model, ModelClient } from './model.ts';
import type { World } from './world.ts';

export type Command = fc.AsyncCommand<Model, World>;

/** A step that is always possible: where it has to be refused, the emulator must refuse it. */
export const createCommand = (
  name: string,
  parameters: readonly unknown[],
  run: (model: Model, world: World) => Promise<void>,
): Command => ({
  check: () => true,
  run,
  toString: () => `${name}(${parameters.join(', ')})`,
});

export function clientOf(model: Model, index: number): ModelClient {
  const client = model.clients[index];
  if (!client) throw new Error(`the model has no client ${index}`);
  return client;
}

export const addresses = ['a@example.com', 'b@example.com', 'c@example.com', 'd@example.com'];
export const passwords = ['first-password-1', 'second-password-2', 'third-password-3'];
export const clientCount = 3;
