import { EventEmitter } from 'node:events';
import { guarded } from './guard.ts';

/** Loaded first in every utility process: gives it `process.parentPort`. */
const waiting: { data: unknown; ports: [] }[] = [];
const port = Object.assign(new EventEmitter(), {
  postMessage(message: unknown): void {
    if (process.connected) process.send?.(message);
  },
});

/** Messages wait for the first listener, as on Electron's port. */
function deliver(): void {
  while (waiting.length > 0 && port.listenerCount('message') > 0) port.emit('message', waiting.shift());
}
port.on('newListener', (event) => {
  if (event === 'message') setImmediate(deliver);
});
process.on('message', (data) => {
  waiting.push({ data, ports: [] });
  deliver();
});
// The main process has gone, however it went; Electron ends its utility processes then.
process.on('disconnect', () => process.exit(0));

Object.defineProperty(process, 'parentPort', { value: guarded(port, 'parentPort') });
Object.defineProperty(process, 'type', { value: 'utility' });
