const LOOPBACK_HOST = /^(localhost|.*\.localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i;

/** Whether a host name can only mean this machine. Nothing else is reachable from the host's windows. */
export function isLoopbackHost(hostname: string): boolean {
  return LOOPBACK_HOST.test(hostname);
}

/** The address to connect to for a loopback host name; `*.localhost` names are not in every resolver. */
export function addressOf(hostname: string): string {
  return hostname.toLowerCase().endsWith('.localhost') ? '127.0.0.1' : hostname.replaceAll(/[[\]]/g, '');
}
