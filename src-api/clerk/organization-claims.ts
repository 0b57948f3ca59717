import { z } from 'zod';

/** The organisation that the holder of a token acts in, and as what. */
export type ActiveOrganization = { id: string; role: string };

const idSchema = z.string().min(1).max(256);
/** Version 2 leaves the `org:` of the role out, https://clerk.com/docs/guides/sessions/session-tokens. */
const currentSchema = z.looseObject({ v: z.literal(2), o: z.looseObject({ id: idSchema, rol: idSchema }) });
const oldSchema = z.looseObject({ v: z.literal(1).optional(), org_id: idSchema, org_role: idSchema });

/** Reads the active organisation from the claims of a verified token; nothing where there is none, or half of one. */
export function readActiveOrganization(payload: unknown): ActiveOrganization | undefined {
  const current = currentSchema.safeParse(payload);
  if (current.success) return { id: current.data.o.id, role: `org:${current.data.o.rol}` };
  const old = oldSchema.safeParse(payload);
  return old.success ? { id: old.data.org_id, role: old.data.org_role } : undefined;
}
