/** Version of package.json, put in by the bundler. */
declare const __FRONTDESK_VERSION__: string;
