import type { FrontdeskBridge } from '../../../src-contracts/ipc.ts';

declare global {
  interface Window {
    /** Absent in browser mode. */
    frontdesk?: FrontdeskBridge;
  }
}
