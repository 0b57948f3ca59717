import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CdpConnection, CdpSession } from './cdp.ts';

/** Name of the JavaScript world preload scripts run in. */
export const PRELOAD_WORLD = 'electron-preload';
/** Binding of that world through which it reaches the main process. */
export const SEND_BINDING = '__electronHostSend';
/** Function of that world with which the main process reaches it. */
export const RECEIVE_FUNCTION = '__electronHostReceive';

export interface PageOptions {
  readonly width: number;
  readonly height: number;
  readonly userAgent: string;
  /** Absolute path of the preload script. */
  readonly preload: string | undefined;
  /** The bundle of `preload/runtime.ts`. */
  readonly runtime: string;
  readonly additionalArguments: readonly string[];
}

/** Opens an empty page in a window of its own and attaches to it. */
export async function openPage(connection: CdpConnection, options: PageOptions) {
  const { targetId } = await connection.root.send('Target.createTarget', {
    url: 'about:blank',
    newWindow: true,
    width: options.width,
    height: options.height,
  });
  const { sessionId } = await connection.root.send('Target.attachToTarget', { targetId, flatten: true });
  return { targetId, session: connection.session(sessionId) };
}

/**
 * Makes the page run both sides of the context bridge at the start of every document, and reports its
 * events.
 */
export async function preparePage(session: CdpSession, options: PageOptions): Promise<void> {
  const scripts = createDocumentScripts(options);
  await session.send('Page.enable');
  await session.send('Runtime.addBinding', { name: SEND_BINDING, executionContextName: PRELOAD_WORLD });
  // Order matters: the main world must listen before the preload script exposes anything.
  await session.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.mainWorld });
  await session.send('Page.addScriptToEvaluateOnNewDocument', {
    source: scripts.isolatedWorld,
    worldName: PRELOAD_WORLD,
  });
  await Promise.all([
    session.send('Runtime.enable'),
    session.send('Inspector.enable'),
    session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
    session.send('Emulation.setUserAgentOverride', { userAgent: options.userAgent }),
    session.send('Fetch.enable', { patterns: [{ urlPattern: '*', resourceType: 'Document' }] }),
  ]);
}

function createDocumentScripts({ preload, runtime, additionalArguments }: PageOptions) {
  const secret = `electron-host-${randomBytes(16).toString('hex')}`;
  const rendererProcess = {
    type: 'renderer',
    platform: process.platform,
    arch: process.arch,
    version: process.version,
    versions: process.versions,
    pid: process.pid,
    argv: [process.execPath, ...additionalArguments],
    execPath: process.execPath,
    resourcesPath: process.resourcesPath,
    sandboxed: true,
    contextIsolated: true,
    isMainFrame: true,
  };
  const preloadSource = preload === undefined ? '' : readFileSync(preload, 'utf8');
  // As in Electron, only the main frame gets a preload script.
  const inMainFrame = (body: string): string =>
    `(() => { if (window !== window.top) return;\n${runtime}\n${body} })();`;
  return {
    mainWorld: inMainFrame(`electronHostPreload.startMainWorld(${JSON.stringify(secret)});`),
    isolatedWorld: inMainFrame(`electronHostPreload.startIsolatedWorld({
      secret: ${JSON.stringify(secret)},
      send: globalThis.${SEND_BINDING},
      process: ${JSON.stringify(rendererProcess)},
      runPreload: function (require, module, exports, process, setImmediate) { const global = globalThis;
${preloadSource}
      },
    });`),
  };
}
