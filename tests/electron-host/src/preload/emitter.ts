type Listener = (...args: unknown[]) => void;

/** The part of Node's EventEmitter that sandboxed preload scripts get for `ipcRenderer`. */
export function createEmitter() {
  const listeners = new Map<string, { listener: Listener; original: Listener }[]>();
  const listOf = (event: string) => listeners.get(event) ?? [];

  const emitter = {
    on(event: string, listener: Listener) {
      listeners.set(event, [...listOf(event), { listener, original: listener }]);
      return emitter;
    },
    once(event: string, original: Listener) {
      const listener: Listener = (...args) => {
        emitter.off(event, original);
        original(...args);
      };
      listeners.set(event, [...listOf(event), { listener, original }]);
      return emitter;
    },
    off(event: string, listener: Listener) {
      const index = listOf(event).findLastIndex(({ original }) => original === listener);
      listeners.set(event, index < 0 ? listOf(event) : listOf(event).toSpliced(index, 1));
      return emitter;
    },
    addListener: (event: string, listener: Listener) => emitter.on(event, listener),
    removeListener: (event: string, listener: Listener) => emitter.off(event, listener),
    removeAllListeners(event: string) {
      listeners.delete(event);
      return emitter;
    },
    listenerCount: (event: string): number => listOf(event).length,
    emit(event: string, ...args: unknown[]): boolean {
      for (const { listener } of listOf(event)) listener(...args);
      return listOf(event).length > 0;
    },
  };
  return emitter;
}
