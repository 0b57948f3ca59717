/** What the list of devices shows about a browser. */
export type Device = {
  browserName: string | null;
  browserVersion: string | null;
  deviceType: string | null;
  isMobile: boolean;
};

/** Most specific first: each of these also names the ones below it. */
const browsers: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Electron', /Electron\/([\d.]+)/],
  ['Edge', /Edg(?:A|iOS)?\/([\d.]+)/],
  ['Opera', /OPR\/([\d.]+)/],
  ['Firefox', /(?:Firefox|FxiOS)\/([\d.]+)/],
  ['Chrome', /(?:Headless)?(?:Chrome|CriOS)\/([\d.]+)/],
  ['Safari', /Version\/([\d.]+).*Safari/],
];

const devices: readonly (readonly [type: string, pattern: RegExp])[] = [
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['Windows', /Windows/],
  ['Macintosh', /Macintosh/],
  ['Chrome OS', /CrOS/],
  ['Linux', /Linux/],
];

/**
 * Reads a User-Agent header as far as a person recognises a device by it; `null` for what it does not tell.
 */
export function readUserAgent(userAgent: string): Device {
  const browser = browsers.find(([, pattern]) => pattern.test(userAgent));
  return {
    browserName: browser?.[0] ?? null,
    browserVersion: browser?.[1].exec(userAgent)?.[1] ?? null,
    deviceType: devices.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? null,
    isMobile: /Mobile|iPhone|Android/.test(userAgent),
  };
}
