import { emulatorName } from '../src-contracts/brand.ts';
import type { EmulatorReady } from '../src-contracts/ready-line.ts';
import { type Command, helpText, readCommandLine } from './command-line.ts';
import { readSeedFile } from './control/seed-file.ts';
import { createEmulator, type Emulator } from './create-emulator.ts';
import { lowestPasswordCost } from './crypto/password-hasher.ts';
import { emulatorVersion } from './instance.ts';
import { describeStartFailure } from './start-failure.ts';

// A parent that is gone closes its ends of these pipes; that must not become an exception here.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const say = (line: string) => process.stderr.write(`${emulatorName}: ${line}\n`);

const command = readCommandLine(process.argv.slice(2));
if (!command.ok) exitWith(command.error);
else if (command.data.name === 'help') process.stdout.write(helpText);
else if (command.data.name === 'version') process.stdout.write(`${emulatorVersion}\n`);
else if (command.data.name === 'start') await start(command.data);

async function start(options: Extract<Command, { name: 'start' }>): Promise<void> {
  // SECURITY S47: everybody knows this instance's keys, so nothing in production may rest on it.
  if (process.env.NODE_ENV === 'production' && !options.allowProduction) {
    exitWith('refusing to start with NODE_ENV=production. Unset it, or pass --allow-production to insist.');
    return;
  }
  const { port, dataDir, seedFile, quiet, fastPasswords } = options;
  const seed = seedFile === undefined ? undefined : await readSeedFile(seedFile);
  if (seed?.ok === false) {
    exitWith(seed.error);
    return;
  }
  const log = { request: quiet ? () => undefined : say, warn: say };
  try {
    const emulator = await createEmulator({
      port,
      log,
      ...(dataDir === undefined ? {} : { dataDir }),
      ...(seed ? { seed: seed.data } : {}),
      ...(fastPasswords ? { passwordCost: lowestPasswordCost } : {}),
    });
    stopWithParent(emulator);
    announce(emulator);
  } catch (error) {
    exitWith(describeStartFailure(error, { port, dataDir }));
  }
}

function announce({ url, publishableKey, secretKey, issuer }: Emulator): void {
  const ready: EmulatorReady = {
    ready: true,
    name: emulatorName,
    version: emulatorVersion,
    url,
    publishableKey,
    secretKey,
    issuer,
  };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

/** Signals, and the end of a parent that forked this process: save, free the port, exit. */
function stopWithParent(emulator: Emulator): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    emulator.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (!process.send) return;
  process.on('disconnect', stop);
  if (!process.connected) stop();
}

function exitWith(line: string): void {
  say(line);
  process.exitCode = 1;
}
