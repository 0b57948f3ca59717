import type { WindowConfig, WindowState } from '../../src-contracts/window-state.ts';
import type { SupervisorState } from './supervisor.ts';

type ChildState = SupervisorState<unknown>;

/** The first child that is not ready decides what the window shows; `config` is there once both have been. */
export function windowStateOf(
  children: { service: 'api' | 'emulator'; state: ChildState }[],
  config: WindowConfig | undefined,
): WindowState {
  for (const { service, state } of children) {
    if (state.status === 'starting') return { status: 'starting' };
    if (state.status === 'failed') return { status: 'unavailable', service, problem: state.problem };
    if (state.status === 'waiting') {
      const { problem, retryInSeconds } = state;
      return { status: 'unavailable', service, problem, retryInSeconds };
    }
  }
  return config ? { status: 'ready', config } : { status: 'starting' };
}
