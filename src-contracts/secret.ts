/** A string that prints as `[secret]` wherever it is logged, inspected or turned into JSON. */
export type Secret = {
  /** The value itself, for the one place that has to send it. */
  reveal: () => string;
  toString: () => string;
  toJSON: () => string;
};

const mask = '[secret]';

/** Wraps `value`. SECURITY S27: a secret key that reaches a log by accident prints as `[secret]`. */
export function createSecret(value: string): Secret {
  return Object.freeze({
    reveal: () => value,
    toString: () => mask,
    toJSON: () => mask,
    [Symbol.for('nodejs.util.inspect.custom')]: () => mask,
  });
}
