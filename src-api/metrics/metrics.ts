/** How a read of a cache went: `stale` was answered at once and is asked for again. */
export type CacheOutcome = 'hit' | 'stale' | 'miss';

type RequestObservation = {
  method: string;
  /** Template of the route; absent when none matched. */
  route: string | undefined;
  status: number;
  problem: string | undefined;
  seconds: number;
};

/**
 * What is counted. SECURITY S49: every label has few values, all of them ours: route templates, codes and states; never a
 * path, an id, an address or anything else that a caller sent.
 */
export type Metrics = {
  observeRequest: (request: RequestObservation) => void;
  /** `outcome` is `answered`, or the code of the problem. */
  observeClerkCall: (outcome: string, seconds: number) => void;
  setCircuit: (isOpen: boolean) => void;
  countCacheRead: (cache: 'session' | 'user', outcome: CacheOutcome) => void;
  setRedis: (state: 'ok' | 'away') => void;
  /** Everything in the text format of Prometheus. */
  render: () => Promise<string>;
};

/** https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format */
export const metricsMediaType = 'text/plain; version=0.0.4; charset=utf-8';
