import type { CustomScheme } from 'electron';

type ProtocolHandler = (request: Request) => Response | Promise<Response>;

/** The custom schemes of the app and who answers for them. */
export interface SchemeRegistry {
  isCustom(scheme: string): boolean;
  handlerOf(scheme: string): ProtocolHandler | undefined;
}

/** Electron's `protocol` module, and the registry the rest of the host reads. */
export function createProtocol(isReady: () => boolean) {
  const schemes = new Set<string>();
  const handlers = new Map<string, ProtocolHandler>();
  const registry: SchemeRegistry = {
    isCustom: (scheme) => schemes.has(scheme),
    handlerOf: (scheme) => handlers.get(scheme),
  };
  const protocol = {
    /** Replaces the earlier list, as Electron does; throws once the app is ready. */
    registerSchemesAsPrivileged(customSchemes: readonly CustomScheme[]): void {
      if (isReady()) {
        throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
      }
      schemes.clear();
      for (const { scheme } of customSchemes) schemes.add(scheme.toLowerCase());
    },
    handle(scheme: string, handler: ProtocolHandler): void {
      if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
      if (!schemes.has(scheme)) {
        throw new Error(
          `electron-host: protocol.handle needs a privileged custom scheme, ${scheme} is not one`,
        );
      }
      handlers.set(scheme, handler);
    },
    unhandle(scheme: string): void {
      if (!handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
    },
    isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
  };
  return { protocol, registry };
}
