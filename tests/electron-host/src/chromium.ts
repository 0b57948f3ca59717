import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { type CdpConnection, createCdpConnection } from './cdp.ts';

export interface ChromiumOptions {
  readonly executable: string;
  readonly userDataDir: string;
  readonly proxyPort: number;
  readonly isHeadful: boolean;
  /** Also listen on a port of the OS's choice, as `--remote-debugging-port` asks Electron to. */
  readonly hasDebuggingPort: boolean;
  readonly log: (line: string) => void;
}

/** A running Chromium. */
export interface Chromium {
  readonly connection: CdpConnection;
  readonly process: ChildProcess;
  /** WebSocket address of the debugging port, where one was asked for. */
  readonly debuggingUrl: string | undefined;
}

const DISABLED_FEATURES = [
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  // A custom-scheme page in Electron reaches loopback servers without the prompt web pages get.
  'LocalNetworkAccessChecks',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'ThirdPartyStoragePartitioning',
  'Translate',
];

const SWITCHES = [
  '--remote-debugging-pipe',
  '--no-startup-window',
  '--proxy-bypass-list=<-loopback>',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-breakpad',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-component-update',
  '--disable-sync',
  '--disable-field-trial-config',
  '--disable-extensions',
  '--disable-infobars',
  '--disable-dev-shm-usage',
  '--disable-popup-blocking',
  // Frames of other sites stay in the page's own session, where their navigations can be seen.
  '--disable-site-isolation-trials',
  // An Electron window is not a browser under automation: navigator.webdriver must be false.
  '--disable-blink-features=AutomationControlled',
  '--password-store=basic',
  '--use-mock-keychain',
  `--disable-features=${DISABLED_FEATURES.join(',')}`,
];

/**
 * Starts Chromium without any window. It ends by itself when its debugging pipe closes, so also when this
 * process is killed. Rejects with one line when it does not come up.
 */
export async function launchChromium(options: ChromiumOptions): Promise<Chromium> {
  const { isHeadful, hasDebuggingPort, log } = options;
  const child = spawn(
    options.executable,
    [
      ...SWITCHES,
      `--user-data-dir=${options.userDataDir}`,
      `--proxy-server=http://127.0.0.1:${options.proxyPort}`,
      ...(isHeadful ? [] : ['--headless']),
      ...(hasDebuggingPort ? ['--remote-debugging-port=0'] : []),
    ],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] },
  );
  const [, , errors, input, output] = child.stdio as [null, null, Readable, Writable, Readable];
  const connection = createCdpConnection(input, output);
  let tail = '';
  const debuggingUrl = new Promise<string>((resolve) => {
    createInterface(errors).on('line', (line) => {
      log(`chromium: ${line}`);
      tail = `${tail}${line}\n`.slice(-2000);
      const url = /^DevTools listening on (ws:\/\/\S+)/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
  const failure = new Promise<never>((_, reject) => {
    child.on('error', (error) => reject(new Error(`electron-host: ${error.message}`)));
    child.on('exit', (code) =>
      reject(new Error(`electron-host: Chromium ended with ${code} at start-up: ${tail}`)),
    );
  });
  // Once Chromium is up, its end is noticed by whoever listens for the process's exit.
  failure.catch(() => {});
  await Promise.race([connection.root.send('Target.setDiscoverTargets', { discover: true }), failure]);
  return {
    connection,
    process: child,
    debuggingUrl: hasDebuggingPort ? await Promise.race([debuggingUrl, failure]) : undefined,
  };
}
