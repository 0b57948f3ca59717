import { createControlClient as createClient } from '../control-client.ts';
import { createEmulator as create } from '../create-emulator.ts';
import type { CreateControlClient, CreateEmulator } from './types.ts';

export type * from './types.ts';

/** The package's entry: what stands here is what others may rely on. */
export const createEmulator: CreateEmulator = create;
export const createControlClient: CreateControlClient = (url) => createClient(url);
