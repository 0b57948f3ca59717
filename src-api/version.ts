declare const __FRONTDESK_VERSION__: string | undefined;

/** Version of the package; the build puts it in, code that runs from its sources says so. */
export const version = typeof __FRONTDESK_VERSION__ === 'string' ? __FRONTDESK_VERSION__ : '0.0.0-source';
