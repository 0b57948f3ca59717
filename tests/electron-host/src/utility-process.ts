import { fork as forkChild, type StdioOptions } from 'node:child_process';
import { EventEmitter } from 'node:events';
import os from 'node:os';
import type { ForkOptions } from 'electron';
import { guarded, notEmulated } from './guard.ts';

export interface UtilityProcessDependencies {
  /** The Node that runs utility processes. */
  readonly node: string;
  /** What they inherit unless the app gives them an environment. */
  readonly variables: NodeJS.ProcessEnv;
  /** The script that gives them `process.parentPort`. */
  readonly setupScript: string;
  childGone(details: object): void;
}

/**
 * Electron's `utilityProcess`: a child Node process with a message port and the services Electron gives
 * it.
 */
export function createUtilityProcess({
  node,
  variables,
  setupScript,
  childGone,
}: UtilityProcessDependencies) {
  function fork(modulePath: string, args: readonly string[] = [], options: ForkOptions = {}) {
    if (options.session !== undefined || options.partition !== undefined) {
      throw notEmulated('utilityProcess.fork with a session');
    }
    const child = forkChild(modulePath, args, {
      execPath: node,
      execArgv: ['--require', setupScript, ...(options.execArgv ?? [])],
      env: (options.env as NodeJS.ProcessEnv | undefined) ?? variables,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      stdio: toStdio(options.stdio),
      serialization: 'advanced',
    });
    const stop = (): boolean => child.kill();
    process.once('exit', stop);

    const emitter = new EventEmitter();
    Object.defineProperty(emitter, 'pid', {
      get: () => (child.exitCode === null && child.signalCode === null ? child.pid : undefined),
    });
    const members = {
      stdout: child.stdout,
      stderr: child.stderr,
      postMessage(message: unknown, transfer?: readonly unknown[]): void {
        if (transfer !== undefined && transfer.length > 0) throw notEmulated('MessagePortMain');
        if (child.connected) child.send(message as object);
      },
      kill: stop,
    };
    let isKilled = false;
    const utility = guarded(
      Object.assign(emitter, members, {
        kill(): boolean {
          isKilled = true;
          return stop();
        },
      }),
      'UtilityProcess',
    );
    child.on('spawn', () => utility.emit('spawn'));
    child.on('message', (message) => utility.emit('message', message));
    // The exit code tells the failure; without this listener Node would throw it.
    child.on('error', () => {});
    child.on('exit', (code, signal) => {
      process.off('exit', stop);
      const exitCode = code ?? (signal ? os.constants.signals[signal] : 1);
      utility.emit('exit', exitCode);
      if (exitCode === 0) return;
      const name = options.serviceName ?? 'Node Utility Process';
      const reason =
        code !== null ? 'abnormal-exit' : isKilled || signal === 'SIGKILL' ? 'killed' : 'crashed';
      childGone({ type: 'Utility', serviceName: 'node.mojom.NodeService', name, reason, exitCode });
    });
    return utility;
  }
  return guarded({ fork }, 'utilityProcess');
}

/** Electron's `stdio` (stdin is always ignored) with the channel the messages take. */
function toStdio(stdio: ForkOptions['stdio'] = 'inherit'): StdioOptions {
  const [input, output, errors] = Array.isArray(stdio) ? stdio : ['ignore', stdio, stdio];
  if (input !== 'ignore') throw new Error('stdin value other than ignore is not supported.');
  return ['ignore', toMode(output), toMode(errors), 'ipc'];
}

function toMode(mode: string | undefined): 'pipe' | 'inherit' | 'ignore' {
  if (mode === 'pipe' || mode === 'inherit' || mode === 'ignore') return mode;
  throw new Error(`stdio of a utility process must be pipe, inherit or ignore, not ${mode}`);
}
