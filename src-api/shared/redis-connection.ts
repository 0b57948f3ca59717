import type { Secret } from '../../src-contracts/secret.ts';
import type { Logger } from '../logger.ts';

export type RedisState = 'ok' | 'away';

export type RedisConnection = {
  state: () => RedisState;
  /**
   * Sends one command. Rejects at once while Redis is away, and after 250 ms without an answer; an answer that is an
   * error is thrown as it is.
   */
  send: (command: string[]) => Promise<unknown>;
  /** Tells of each message of the channel. */
  subscribe: (channel: string, listener: (message: string) => void) => void;
  /** Tells when messages may have been missed. */
  onGap: (listener: () => void) => void;
  close: () => void;
};

export type RedisConnectionOptions = {
  url: Secret;
  /** Of every key of ours. */
  prefix: string;
  logger: Logger;
  onChange: (state: RedisState) => void;
};

const answerMilliseconds = 250;
const probeMilliseconds = 500;
const connectMilliseconds = 1_000;
const pingMilliseconds = 2_000;
const silentMilliseconds = 6_000;
const longestReconnectPause = 500;
const startMilliseconds = 1_000;

/**
 * Connects, and keeps connecting: Redis is away until a key could be written, and again after the first command that
 * fails. Resolves when Redis has answered, or after a second without it. The URL is never logged: it may hold a password.
 */
export async function connectRedis(options: RedisConnectionOptions): Promise<RedisConnection> {
  const { url, prefix, logger, onChange } = options;
  const { createClient } = await import('./redis-client.ts');
  const client = createClient({
    url: url.reveal(),
    disableOfflineQueue: true,
    pingInterval: pingMilliseconds,
    socket: {
      connectTimeout: connectMilliseconds,
      // A connection that says nothing, not even to pings, is given up.
      socketTimeout: silentMilliseconds,
      reconnectStrategy: (retries: number) => Math.min(50 * 2 ** retries, longestReconnectPause),
    },
  });
  const subscriber = client.duplicate({ disableOfflineQueue: false });
  const gapListeners: (() => void)[] = [];
  let isWritable = false;
  let told: RedisState | undefined;
  let reason = 'it does not answer';
  let probing: NodeJS.Timeout | 'now' | undefined;
  let isStarted = false;
  let isClosed = false;
  let begin = (): void => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });

  const state = (): RedisState => (isWritable && subscriber.isReady ? 'ok' : 'away');

  function tell(): void {
    const current = state();
    if (current === 'ok') begin();
    if (!isStarted || isClosed || current === told) return;
    const isFirst = told === undefined;
    told = current;
    onChange(current);
    if (current === 'away')
      logger.warn({ redis: current, reason }, 'Redis is away: this instance goes on alone');
    else if (isFirst) logger.info({ redis: current }, 'Redis is there: state is shared');
    else logger.info({ redis: current }, 'Redis is back: state is shared again');
  }

  function lose(error: unknown): void {
    isWritable = false;
    reason = reasonOf(error);
    tell();
    if (!isClosed && probing === undefined) probing = setTimeout(() => void probe(), probeMilliseconds);
  }

  async function probe(): Promise<void> {
    probing = 'now';
    try {
      // Not PING: a Redis that is full or a replica answers that too.
      await client.sendCommand(['SET', `${prefix}probe`, '1', 'PX', '1000']);
      isWritable = true;
      probing = undefined;
      tell();
    } catch (error) {
      probing = undefined;
      lose(error);
    }
  }

  for (const one of [client, subscriber]) {
    one.on('error', lose);
    one.on('end', () => lose(undefined));
  }
  client.on('ready', () => {
    if (!isWritable && probing !== 'now') void probe();
  });
  subscriber.on('ready', () => {
    for (const listener of gapListeners) listener();
    tell();
  });
  // Neither ends while Redis is away: both go on trying.
  for (const one of [client, subscriber]) one.connect().catch(lose);
  await Promise.race([begun, pause(startMilliseconds)]);
  isStarted = true;
  tell();

  return {
    state,
    async send(command) {
      if (state() === 'away') throw new Error('Redis is away');
      try {
        return await withinLimit(client.sendCommand(command));
      } catch (error) {
        // The script of the rate limits is loaded again by who asks for it.
        if (!isScriptMissing(error)) lose(error);
        throw error;
      }
    },
    subscribe: (channel, listener) => void subscriber.subscribe(channel, listener).catch(lose),
    onGap: (listener) => void gapListeners.push(listener),
    close() {
      isClosed = true;
      if (typeof probing === 'object') clearTimeout(probing);
      client.destroy();
      subscriber.destroy();
    },
  };
}

const isScriptMissing = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('NOSCRIPT');

/** A code, or the word that an error of Redis begins with; never the message, which may repeat what was sent. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'the connection ended';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return /^[A-Z]{2,}\b/.exec(error.message)?.[0] ?? error.constructor.name;
}

async function withinLimit<Answer>(answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('TIMEOUT')), answerMilliseconds);
  });
  try {
    return await Promise.race([answer, limit]);
  } finally {
    clearTimeout(timer);
  }
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
