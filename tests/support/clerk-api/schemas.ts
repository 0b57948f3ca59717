import { z } from 'zod';
import * as access from './schemas/access.ts';
import * as client from './schemas/client.ts';
import * as environment from './schemas/environment.ts';
import * as organization from './schemas/organization.ts';
import * as parts from './schemas/parts.ts';
import * as platform from './schemas/platform.ts';
import * as roleSets from './schemas/role-set.ts';
import * as user from './schemas/user.ts';
import * as wellKnown from './schemas/well-known.ts';

const named = new Map(
  [access, client, environment, organization, parts, platform, roleSets, user, wellKnown].flatMap((family) =>
    Object.entries(family),
  ),
);

/** With these answers Clerk allows that there is no client any more. */
const mayEndTheClient = new Set([
  'client?',
  'deleted',
  'session',
  'signIn',
  'signUp',
  'image',
  'reverification',
]);

function readName(name: string): z.ZodType {
  if (name.endsWith('?')) return readName(name.slice(0, -1)).nullable();
  const schema = named.get(name);
  if (schema instanceof z.ZodType) return schema;
  throw new Error(`no schema is called ${name}`);
}

/** Turns the third column of the lists of operations into a schema; `undefined` where the answer is no JSON. */
export function readAnswer(answer: string): z.ZodType | undefined {
  if (answer === '-') return undefined;
  if (answer === '*') return z.unknown();
  const [shape = '', ...rest] = answer.split(':');
  const inner = () => readAnswer(rest.join(':')) ?? z.unknown();
  if (rest.length === 0) return readName(shape);
  if (shape === 'list') return z.array(inner());
  if (shape === 'page') return parts.page(inner());
  // `paginated=true` asks for a page where a list is the usual.
  if (shape === 'many') return z.union([z.array(inner()), parts.page(inner())]);
  if (shape === 'envelope')
    return z.strictObject({
      response: inner(),
      client: mayEndTheClient.has(rest.join(':')) ? client.client.nullable() : client.client,
    });
  throw new Error(`no shape is called ${shape}`);
}
