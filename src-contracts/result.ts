/** An outcome as a value: what crosses a process border instead of a thrown error. */
export type Result<Value, Failure> = { ok: true; data: Value } | { ok: false; error: Failure };

export const success = <Value>(data: Value): { ok: true; data: Value } => ({ ok: true, data });
export const failure = <Failure>(error: Failure): { ok: false; error: Failure } => ({ ok: false, error });
