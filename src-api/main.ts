import { runCli } from './cli.ts';
import { type ParentPort, runEmbedded } from './embedded.ts';

/** One bundle for both: embedded in a utility process of Electron, and headless on a terminal or a server. */
const parentPort: unknown = Reflect.get(process, 'parentPort');
if (isParentPort(parentPort)) {
  const stop = runEmbedded(parentPort, (code) => process.exit(code));
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
} else {
  await runCli();
}

function isParentPort(value: unknown): value is ParentPort {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value;
}
