/** Values that are taken once, and not after `expireAt` (milliseconds since the epoch). */
export type SingleUse<Value> = {
  put(key: string, now: number, value: Value): void;
  take(key: string, now: number): Value | undefined;
};

export function createSingleUse<Value extends { readonly expireAt: number }>(): SingleUse<Value> {
  const values = new Map<string, Value>();
  return {
    put(key, now, value) {
      for (const [other, { expireAt }] of values) if (now >= expireAt) values.delete(other);
      values.set(key, value);
    },
    take(key, now) {
      const value = values.get(key);
      values.delete(key);
      return value && now < value.expireAt ? value : undefined;
    },
  };
}
