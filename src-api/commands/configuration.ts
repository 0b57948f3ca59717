import { z } from 'zod';
import type { SetupProblem } from '../../src-contracts/connection.ts';
import { failure, type Result, success } from '../../src-contracts/result.ts';
import { nearest, readSettings, type Settings, settingNames } from '../../src-contracts/settings.ts';
import type { ConfigurationSource } from '../cli-arguments.ts';
import { secretFileNames, secretNames } from './service-secrets.ts';

/** `environment` is what keys and settings are read from once file and flags are laid over and under it. */
export type Configuration = { environment: Record<string, string | undefined>; settings: Settings };

export type ConfigurationOptions = {
  source: ConfigurationSource;
  environment: Record<string, string | undefined>;
  /** May throw. */
  readTextFile: (path: string) => string;
};

/** SECURITY S27: no secret is among them. Each has a file of its own, which only the service can read. */
const clerkNames = ['CLERK_PUBLISHABLE_KEY', 'CLERK_SECRET_KEY_FILE', 'CLERK_JWT_KEY'];
const fileNames = [...settingNames, ...clerkNames, ...secretFileNames].filter(
  (name) => !secretNames.includes(name),
);

const textSchema = z.union([
  z.string(),
  z.number().transform(String),
  z.boolean().transform(String),
  z.array(z.string()).transform((list) => list.join(',')),
]);
const documentSchema = z.record(z.string(), z.unknown());

/** Reads all settings: a flag comes before the environment, the environment before the configuration file. */
export function readConfiguration(options: ConfigurationOptions): Result<Configuration, SetupProblem> {
  const { configFile, overrides } = options.source;
  const file = configFile === undefined ? success({}) : readConfigFile(configFile, options.readTextFile);
  if (!file.ok) return file;
  const environment = { ...withoutReplaced(file.data, options.environment), ...overrides };
  const settings = readSettings(environment);
  return settings.ok ? success({ environment, settings: settings.data }) : settings;
}

/** An empty variable means not set, and a secret in the environment replaces the file that the document names. */
function withoutReplaced(
  file: Record<string, string>,
  environment: Record<string, string | undefined>,
): Record<string, string | undefined> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
  const merged: Record<string, string | undefined> = { ...file, ...given };
  for (const name of secretNames) if (given[name] && !given[`${name}_FILE`]) delete merged[`${name}_FILE`];
  return merged;
}

function readConfigFile(
  path: string,
  readTextFile: (path: string) => string,
): Result<Record<string, string>, SetupProblem> {
  const document = parseDocument(path, readTextFile);
  if (!document.ok) return document;
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(document.data)) {
    const text = textSchema.safeParse(value);
    const problem = checkName(name) ?? (text.success ? undefined : wrongType(name));
    if (problem) return failure(problem);
    if (text.success) values[name] = text.data;
  }
  return success(values);
}

function parseDocument(
  path: string,
  readTextFile: (path: string) => string,
): Result<Record<string, unknown>, SetupProblem> {
  const problem = (reason: string, remedy: string) => failure({ setting: '--config', reason, remedy });
  let text: string;
  try {
    text = readTextFile(path);
  } catch {
    return problem('the file cannot be read', 'Check that it exists and that this user may read it.');
  }
  const document = documentSchema.safeParse(parseJson(text));
  if (document.success) return success(document.data);
  return problem('the file is not a JSON object', 'Write it like {"FRONTDESK_PORT": 8069}.');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checkName(name: string): SetupProblem | undefined {
  if (fileNames.includes(name)) return undefined;
  const setting = `${name} in the file of --config`;
  if (secretNames.includes(name))
    return {
      setting,
      reason: 'a secret does not belong into a configuration file',
      remedy: `Put it into a file of its own, and name that with ${name}_FILE.`,
    };
  return {
    setting,
    reason: 'there is no such setting',
    remedy: `Did you mean ${nearest(name, fileNames)}? Take it out otherwise.`,
  };
}

const wrongType = (name: string): SetupProblem => ({
  setting: `${name} in the file of --config`,
  reason: 'its value cannot be used',
  remedy: 'Give a string, a number, true, false, or a list of strings.',
});
