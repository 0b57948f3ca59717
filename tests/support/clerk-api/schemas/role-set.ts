import { z } from 'zod';
import { flag, integer, maybeInteger, maybeText, text, timestamps } from './parts.ts';

const item = z.strictObject({
  object: z.literal('role_set_item'),
  id: text,
  name: text,
  key: text,
  description: maybeText,
  members_count: maybeInteger.optional(),
  has_members: flag.nullable().optional(),
  ...timestamps,
});

const migration = z.strictObject({
  object: z.literal('role_set_migration'),
  id: text,
  organization_id: maybeText.optional(),
  instance_id: text,
  source_role_set_id: text,
  dest_role_set_id: maybeText.optional(),
  trigger_type: text,
  status: text,
  migrated_members: integer,
  mappings: z.record(z.string(), text).nullable().optional(),
  started_at: maybeInteger.optional(),
  completed_at: maybeInteger.optional(),
  ...timestamps,
});

/** The roles that members of an organisation can have. */
export const roleSet = z.strictObject({
  object: z.literal('role_set'),
  id: text,
  name: text,
  key: text,
  description: maybeText,
  roles: z.array(item),
  default_role: item.nullable().optional(),
  creator_role: item.nullable().optional(),
  type: z.enum(['initial', 'custom']),
  role_set_migration: migration.nullable().optional(),
  ...timestamps,
});
