/** A provider that the emulator stands in for. */
export type Provider = {
  /** Name in paths, e.g. `google` or `custom_acme`. */
  readonly id: string;
  /** Clerk's name for signing in with it. */
  readonly strategy: OauthStrategy;
  readonly name: string;
};

type OauthStrategy = `oauth_${string}`;

/** Those that most applications offer, and one of the kind that an instance's owner defines. */
export const providers: readonly Provider[] = [
  { id: 'apple', strategy: 'oauth_apple', name: 'Apple' },
  { id: 'github', strategy: 'oauth_github', name: 'GitHub' },
  { id: 'google', strategy: 'oauth_google', name: 'Google' },
  { id: 'microsoft', strategy: 'oauth_microsoft', name: 'Microsoft' },
  { id: 'custom_acme', strategy: 'oauth_custom_acme', name: 'Acme' },
];

export const findProvider = (id: string): Provider | undefined =>
  providers.find((provider) => provider.id === id);

export const findProviderByStrategy = (strategy: string): Provider | undefined =>
  providers.find((provider) => provider.strategy === strategy);

/** Where a provider's pages and icon are. */
export const providerUrl = (emulatorUrl: string, { id }: Provider): string => `${emulatorUrl}/_idp/${id}`;

/** Clerk's components draw their own icon for a provider they know, and ask this address for any other. */
export const iconUrl = (emulatorUrl: string, provider: Provider): string =>
  provider.strategy.startsWith('oauth_custom_') ? `${providerUrl(emulatorUrl, provider)}/icon.svg` : '';

export const drawIcon = ({ name }: Provider): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" role="img" aria-label="${name}">
<rect width="24" height="24" rx="6" fill="#c2410c"/>
<path d="M6 18 12 5l6 13h-3l-3-7-3 7z" fill="#fff"/>
</svg>`;
