import type { Request, Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { parameterDuplicate } from '../errors/parameter-errors.ts';
import { sortRows } from '../operations/rows.ts';
import {
  deleteFromWaitlist,
  inviteFromWaitlist,
  joinWaitlist,
  rejectFromWaitlist,
  requireWaitlistEntry,
} from '../operations/waitlist.ts';
import type { WaitlistEntry } from '../state/access-records.ts';
import { waitlistEntryJson } from '../wire/access-json.ts';
import { emailAddressField } from '../wire/fields.ts';
import { readParameters } from '../wire/read-parameters.ts';
import { deletedJson } from '../wire/user-json.ts';
import type { BackendHandle } from './call.ts';
import { orderField, pageFields, takePage } from './query.ts';

const createSchema = z.strictObject({
  email_address: emailAddressField,
  notify: z.boolean().nullable().optional(),
});
const bulkSchema = z.strictObject({ entries: z.array(createSchema).min(1).max(50) });
const inviteSchema = z.strictObject({ ignore_existing: z.boolean().nullable().optional() });

const orders = {
  created_at: ({ createdAt }: WaitlistEntry) => createdAt,
  email_address: ({ emailAddress }: WaitlistEntry) => emailAddress,
  invited_at: ({ invitedAt }: WaitlistEntry) => invitedAt ?? 0,
};

const listSchema = z.strictObject({
  status: z.enum(['pending', 'invited', 'completed', 'rejected']).optional(),
  query: z.string().optional(),
  order_by: orderField(['created_at', 'email_address', 'invited_at']),
  ...pageFields,
});

/** Who asked to be let in. */
export function addWaitlistRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  const { store } = context;
  const toJson = (entry: WaitlistEntry) => waitlistEntryJson(context, entry);
  const findEntry = (request: Request) => requireWaitlistEntry(context, String(request.params.id));
  const join = (body: z.output<typeof createSchema>) =>
    joinWaitlist(context, body.email_address, body.notify ?? true);

  router
    .route('/waitlist_entries')
    .get(
      handle(async (request) => {
        const query = readParameters(listSchema, request.query);
        const matching = [...store.access.waitlistEntries.values()]
          .filter(({ status }) => !query.status || status === query.status)
          .filter(
            ({ id, emailAddress }) =>
              !query.query || id === query.query || emailAddress.includes(query.query.toLowerCase()),
          );
        const data = await Promise.all(
          takePage(sortRows(matching, query.order_by, orders), query).map(toJson),
        );
        return { data, total_count: matching.length };
      }),
    )
    .post(handle((request) => toJson(join(readParameters(createSchema, request.body)))));
  router.post(
    '/waitlist_entries/bulk',
    handle((request) => {
      const { entries } = readParameters(bulkSchema, { entries: request.body });
      if (new Set(entries.map((entry) => entry.email_address)).size < entries.length)
        throw parameterDuplicate('email_address');
      return Promise.all(entries.map((entry) => toJson(join(entry))));
    }),
  );
  router.delete(
    '/waitlist_entries/:id',
    handle((request) => {
      const entry = findEntry(request);
      deleteFromWaitlist(context, entry);
      return deletedJson('waitlist_entry', entry.id);
    }),
  );
  router.post(
    '/waitlist_entries/:id/invite',
    handle(async (request) => {
      const entry = findEntry(request);
      const body = readParameters(inviteSchema, request.body ?? {});
      await inviteFromWaitlist(context, entry, body.ignore_existing ?? false);
      return toJson(entry);
    }),
  );
  router.post(
    '/waitlist_entries/:id/reject',
    handle((request) => {
      const entry = findEntry(request);
      rejectFromWaitlist(context, entry);
      return toJson(entry);
    }),
  );
}
