/** Names that more than one process must spell alike. */
export const productName = 'Frontdesk';
export const apiName = 'frontdesk-api';
export const emulatorName = 'frontdesk-emulator';

/** The window's custom scheme and host: its pages have the origin `frontdesk://app`. */
export const windowScheme = 'frontdesk';
export const windowHost = 'app';
export const windowOrigin = `${windowScheme}://${windowHost}`;

/** Browser mode serves the window below this path; the API has the root. */
export const browserWindowPath = '/app/';

export const defaultApiPort = 8069;
export const defaultEmulatorPort = 4100;

/** Request header that carries the per-launch token to an embedded API. */
export const launchTokenHeader = 'x-frontdesk-launch-token';
/** Response header with the id of the request, equal to `instance` in a problem. */
export const requestIdHeader = 'x-request-id';

/** The global that the preload script gives to the window: `window.frontdesk`. */
export const bridgeName = 'frontdesk';
