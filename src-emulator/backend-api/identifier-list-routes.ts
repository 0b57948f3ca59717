import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { resourceNotFound } from '../errors/catalogue.ts';
import { inviteListed, listIdentifier } from '../operations/identifier-lists.ts';
import type { ListedIdentifier } from '../state/platform-records.ts';
import { readParameters } from '../wire/read-parameters.ts';
import { deletedJson } from '../wire/user-json.ts';
import type { BackendHandle } from './call.ts';
import { answerList, listFields } from './query.ts';

const createSchema = z.strictObject({ identifier: z.string().min(1).max(320) });
const allowSchema = createSchema.extend({ notify: z.boolean().nullable().optional() });

/** The block list is described without pages: all of it, unless a part is asked for. */
const blocklistFields = { ...listFields, limit: listFields.limit.unwrap().default(Number.POSITIVE_INFINITY) };

const kinds = [
  { name: 'allowlist', prefix: 'alid', isAllowlist: true },
  { name: 'blocklist', prefix: 'blid', isAllowlist: false },
] as const;

/** The allow list and the block list; the instance's restrictions decide whether they count. */
export function addIdentifierListRoutes(
  router: Router,
  handle: BackendHandle,
  context: EmulatorContext,
): void {
  for (const { name, prefix, isAllowlist } of kinds) {
    const path = `/${name}_identifiers`;
    const object = `${name}_identifier`;
    const list = () => context.store.platform[name];
    const toJson = (entry: ListedIdentifier) => ({
      object,
      id: entry.id,
      identifier: entry.identifier,
      identifier_type: entry.identifierType,
      instance_id: context.instance.id,
      ...(entry.invitationId === null ? {} : { invitation_id: entry.invitationId }),
      created_at: entry.createdAt,
      updated_at: entry.updatedAt,
    });
    router
      .route(path)
      .get(
        handle((request) => {
          const rows = list().toReversed();
          if (isAllowlist)
            return answerList(rows, readParameters(z.strictObject(listFields), request.query), toJson);
          const query = readParameters(z.strictObject(blocklistFields), request.query);
          return answerList(rows, { ...query, paginated: true }, toJson);
        }),
      )
      .post(
        handle(async (request) => {
          const body: z.output<typeof allowSchema> = readParameters(
            isAllowlist ? allowSchema : createSchema,
            request.body,
          );
          const entry = listIdentifier(context, list(), prefix, body.identifier);
          if (body.notify) await inviteListed(context, entry);
          return toJson(entry);
        }),
      );
    router.delete(
      `${path}/:id`,
      handle((request) => {
        const id = String(request.params.id);
        const index = list().findIndex((entry) => entry.id === id);
        if (index < 0) throw resourceNotFound(`${name} identifier`, id);
        list().splice(index, 1);
        return deletedJson(object, id);
      }),
    );
  }
}
