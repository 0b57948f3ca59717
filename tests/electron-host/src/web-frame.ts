import { guarded } from './guard.ts';
import type { OriginMap } from './origin-map.ts';

/** Electron's WebFrameMain, as far as sender checks need it. */
export interface HostFrame {
  readonly frameTreeNodeId: number;
  readonly processId: number;
  readonly routingId: number;
  readonly name: string;
  readonly url: string;
  /** The serialised origin, `null` for opaque ones. */
  readonly origin: string;
  readonly parent: HostFrame | null;
  readonly top: HostFrame | null;
  readonly frames: readonly HostFrame[];
  readonly framesInSubtree: readonly HostFrame[];
  readonly detached: boolean;
  isDestroyed(): boolean;
}

interface Entry {
  readonly frame: HostFrame;
  readonly parent: Entry | undefined;
  name: string;
  url: string;
  isDetached: boolean;
}

let lastFrameId = 0;

/**
 * The frames of one page, by the identifiers of the DevTools protocol. The main frame exists from the
 * start.
 */
export function createFrameTree(origins: OriginMap) {
  const entries = new Map<string, Entry>();
  const main = createEntry(undefined);

  function createEntry(parent: Entry | undefined): Entry {
    lastFrameId += 1;
    const id = lastFrameId;
    const childrenOf = (of: Entry): Entry[] =>
      [...entries.values()].filter((candidate) => candidate.parent === of);
    const subtreeOf = (of: Entry): Entry[] => [of, ...childrenOf(of).flatMap(subtreeOf)];
    const entry: Entry = {
      parent,
      name: '',
      url: '',
      isDetached: false,
      frame: guarded(
        {
          frameTreeNodeId: id,
          processId: 1,
          routingId: id,
          get name() {
            return entry.name;
          },
          get url() {
            return origins.toApp(entry.url);
          },
          get origin() {
            return originOf(origins.toApp(entry.url));
          },
          parent: parent?.frame ?? null,
          get top() {
            return main.frame;
          },
          get frames() {
            return childrenOf(entry).map(({ frame }) => frame);
          },
          get framesInSubtree() {
            return subtreeOf(entry).map(({ frame }) => frame);
          },
          get detached() {
            return entry.isDetached;
          },
          isDestroyed: () => entry.isDetached,
        },
        'WebFrameMain',
      ),
    };
    return entry;
  }

  return {
    main: main.frame,
    byId: (frameId: string): HostFrame | undefined => entries.get(frameId)?.frame,
    /** Tells the identifier of the main frame, once Chromium has made it. */
    setMainId(frameId: string): void {
      entries.set(frameId, main);
    },
    attach(frameId: string, parentId: string): void {
      if (!entries.has(frameId)) entries.set(frameId, createEntry(entries.get(parentId)));
    },
    navigate(frameId: string, url: string, name?: string): void {
      const entry = entries.get(frameId);
      if (entry === undefined) return;
      entry.url = url;
      entry.name = name ?? entry.name;
    },
    detach(frameId: string): void {
      const entry = entries.get(frameId);
      if (entry === undefined || entry === main) return;
      entry.isDetached = true;
      entries.delete(frameId);
    },
  };
}

export type FrameTree = ReturnType<typeof createFrameTree>;

/** `scheme://host` of a hierarchical URL. Node's URL answers `null` for custom schemes, Electron does not. */
function originOf(url: string): string {
  const [, origin] = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]+)/i.exec(url) ?? [];
  return origin ?? (url.startsWith('file:') ? 'file://' : 'null');
}
