import type { EmulatorContext } from '../context.ts';
import type { WebhookEventType } from '../state/webhook-records.ts';

/** Something that happened, before it is addressed to anybody. */
export type EmulatedEvent = { readonly type: WebhookEventType; readonly data: object };

/** A thing as subscribers see it. */
export type Observed = {
  /** Changes exactly when subscribers are to be told. */
  readonly mark: string;
  /** Asked for only when it is told, and still right after the thing is gone. */
  readonly data: () => object;
};

/** What happens to the things of one kind, told by comparing how they are with how they were. */
export type Watcher = {
  /** All there are, by id. */
  observe(context: EmulatorContext): Map<string, Observed>;
  /** `before` or `after` is missing for what has come or gone; their marks differ otherwise. */
  tell(id: string, before: Observed | undefined, after: Observed | undefined): EmulatedEvent[];
};
