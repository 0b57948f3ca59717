type Fields = Record<string, unknown>;

/** A session in Clerk's Backend API. `time` is when it was made, in milliseconds since the epoch. */
export function sessionObject(id: string, time: number, fields: Fields): Fields;

/** A user in Clerk's Backend API: Ada, but for `fields`. */
export function userObject(id: string, time: number, fields?: Fields): Fields;
