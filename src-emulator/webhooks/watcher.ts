import type { EmulatorContext } from '../context.ts';
import type { WebhookEventType } from '../state/webhook-records.ts';

/** Something that happened, before it is addressed to anybody. */
export type EmulatedEvent = { readonly type: WebhookEventType; readonly data: object };

/** A thing as subscribers see it. */
export type Observed = {
  /** Changes exactly when subscribers are to be told. */
  readonly mark: string;
  /** As it was when its mark last changed. */
  readonly data: object;
};

type Observation = {
  readonly id: string;
  readonly mark: string;
  /** Called when the mark is a new one. */
  readonly read: () => object;
};

/** What happens to the things of one kind, told by comparing how they are with how they were. */
export type Watcher = {
  /** All that there are. */
  observe(context: EmulatorContext): Observation[];
  /** `before` or `after` is missing for what has come or gone; their marks differ otherwise. */
  tell(id: string, before: Observed | undefined, after: Observed | undefined): EmulatedEvent[];
};
