import { readFileSync } from 'node:fs';
import { type ClerkKeys, readClerkKeyInput, readClerkKeys } from '../src-contracts/clerk-settings.ts';
import type { SetupProblem } from '../src-contracts/connection.ts';
import { failure, type Result, success } from '../src-contracts/result.ts';
import { readSettings, type Settings } from '../src-contracts/settings.ts';

/** What the environment asks of the application. */
export type Configuration = { keys: ClerkKeys; settings: Settings };

/** Reads keys and settings, or says which one is wrong. */
export function readConfiguration(): Result<Configuration, SetupProblem> {
  const settings = readSettings(process.env);
  if (!settings.ok) return settings;
  const input = readClerkKeyInput(process.env, (path) => readFileSync(path, 'utf8'));
  if (!input.ok) return input;
  const keys = readClerkKeys(input.data);
  return keys.ok ? success({ keys: keys.data, settings: settings.data }) : failure(keys.error);
}

/** Address of electron-vite's development server; set by `npm run dev` only. */
export const developmentServerUrl = (): string | undefined => process.env.ELECTRON_RENDERER_URL;

/** SECURITY S27: the environment for child processes, without Clerk's keys: these go by message. */
export function childEnvironment(): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env))
    if (value !== undefined && !name.startsWith('CLERK_')) environment[name] = value;
  return environment;
}
