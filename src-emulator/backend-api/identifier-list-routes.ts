import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { resourceNotFound } from '../errors/catalogue.ts';
import { listIdentifier } from '../operations/identifier-lists.ts';
import type { ListedIdentifier } from '../state/platform-records.ts';
import { readParameters } from '../wire/read-parameters.ts';
import { deletedJson } from '../wire/user-json.ts';
import type { BackendHandle } from './call.ts';
import { answerList, listFields } from './query.ts';

const createSchema = z.strictObject({
  identifier: z.string().min(1).max(320),
  // There is nobody to send the invitation to.
  notify: z.boolean().optional(),
});

const kinds = [
  { name: 'allowlist', prefix: 'alid', alwaysCounted: false },
  { name: 'blocklist', prefix: 'blid', alwaysCounted: true },
] as const;

/** The allow list and the block list; the instance's restrictions decide whether they count. */
export function addIdentifierListRoutes(
  router: Router,
  handle: BackendHandle,
  context: EmulatorContext,
): void {
  for (const { name, prefix, alwaysCounted } of kinds) {
    const path = `/${name}_identifiers`;
    const object = `${name}_identifier`;
    const list = () => context.store.platform[name];
    const toJson = (entry: ListedIdentifier) => ({
      object,
      id: entry.id,
      identifier: entry.identifier,
      identifier_type: entry.identifierType,
      instance_id: context.instance.id,
      created_at: entry.createdAt,
      updated_at: entry.updatedAt,
    });
    router
      .route(path)
      .get(
        handle((request) => {
          const query = readParameters(z.strictObject(listFields), request.query);
          return answerList(
            list().toReversed(),
            alwaysCounted ? { ...query, paginated: true } : query,
            toJson,
          );
        }),
      )
      .post(
        handle((request) => {
          const { identifier } = readParameters(createSchema, request.body);
          return toJson(listIdentifier(context, list(), prefix, identifier));
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
