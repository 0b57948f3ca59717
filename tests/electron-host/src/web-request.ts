/** The hooks of `session.webRequest` that the host runs. */
type HookName = 'onBeforeRequest' | 'onBeforeSendHeaders' | 'onHeadersReceived';

export interface RequestDetails {
  readonly url: string;
  readonly method: string;
  readonly resourceType: string;
  readonly requestHeaders?: Record<string, string>;
  readonly responseHeaders?: Record<string, string[]>;
  readonly statusCode?: number;
  readonly statusLine?: string;
}

/** What a listener may answer; each hook reads its own part. */
interface HookAnswer {
  readonly cancel?: boolean;
  readonly redirectURL?: string;
  readonly requestHeaders?: Record<string, string | string[]>;
  readonly responseHeaders?: Record<string, string | string[]>;
  readonly statusLine?: string;
}

type Listener = (
  details: RequestDetails & { id: number; timestamp: number },
  respond: (answer: HookAnswer) => void,
) => void;
interface Filter {
  readonly urls: readonly string[];
  readonly excludeUrls?: readonly string[];
  readonly types?: readonly string[];
}
/** Runs one hook; answers an empty object when nobody listens for that URL. */
export type RunHook = (name: HookName, details: RequestDetails) => Promise<HookAnswer>;

/**
 * Electron's `session.webRequest` (one listener per hook, the last one wins) and the function that runs
 * it.
 */
export function createWebRequest() {
  const listeners = new Map<HookName, { filter: Filter | undefined; listener: Listener }>();
  let requestCount = 0;

  const registrar =
    (name: HookName) =>
    (first: Filter | Listener | null, second?: Listener | null): void => {
      const [filter, listener] =
        typeof first === 'function' || first === null ? [undefined, first] : [first, second];
      if (listener) listeners.set(name, { filter, listener });
      else listeners.delete(name);
    };

  const run: RunHook = async (name, details) => {
    const entry = listeners.get(name);
    if (entry === undefined || !isSelected(entry.filter, details)) return {};
    requestCount += 1;
    const complete = { id: requestCount, timestamp: Date.now(), ...details };
    return new Promise((resolve) => entry.listener(complete, resolve));
  };

  return {
    webRequest: {
      onBeforeRequest: registrar('onBeforeRequest'),
      onBeforeSendHeaders: registrar('onBeforeSendHeaders'),
      onHeadersReceived: registrar('onHeadersReceived'),
    },
    run,
  };
}

function isSelected(filter: Filter | undefined, details: RequestDetails): boolean {
  if (filter === undefined) return true;
  const isMatch = (pattern: string): boolean => matchesPattern(pattern, details.url);
  return (
    (filter.urls.length === 0 || filter.urls.some(isMatch)) &&
    !filter.excludeUrls?.some(isMatch) &&
    (filter.types === undefined || filter.types.includes(details.resourceType))
  );
}

/** Whether a URL matches one of Chromium's URL patterns, in which `*` stands for any run of characters. */
export function matchesPattern(pattern: string, url: string): boolean {
  if (pattern === '<all_urls>') return true;
  const escaped = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`).test(url);
}

const RESOURCE_TYPES: Readonly<Record<string, string>> = {
  document: 'mainFrame',
  iframe: 'subFrame',
  script: 'script',
  style: 'stylesheet',
  image: 'image',
  font: 'font',
  empty: 'xhr',
};

/** Electron's resource type for the value of a `Sec-Fetch-Dest` header. */
export function resourceTypeOf(destination: string | undefined): string {
  return RESOURCE_TYPES[destination ?? ''] ?? 'other';
}
