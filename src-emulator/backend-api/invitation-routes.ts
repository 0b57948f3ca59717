import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import {
  createInvitations,
  invitationStatus,
  type NewInvitation,
  revokeInvitation,
} from '../operations/invitations.ts';
import { sortRows } from '../operations/rows.ts';
import type { Invitation } from '../state/access-records.ts';
import { invitationJson } from '../wire/access-json.ts';
import { emailAddressField, metadataSchema } from '../wire/fields.ts';
import { readParameters } from '../wire/read-parameters.ts';
import type { BackendHandle } from './call.ts';
import { booleanField, orderField, pageFields, takePage } from './query.ts';

const createSchema = z.strictObject({
  email_address: emailAddressField,
  public_metadata: metadataSchema.nullable().optional(),
  redirect_url: z.string().nullable().optional(),
  notify: z.boolean().nullable().optional(),
  ignore_existing: z.boolean().nullable().optional(),
  expires_in_days: z.int().min(1).max(365).nullable().optional(),
  template_slug: z.enum(['invitation', 'waitlist_invitation']).optional(),
});

const bulkSchema = z.strictObject({ invitations: z.array(createSchema).min(1).max(10) });

const orders = {
  created_at: ({ createdAt }: Invitation) => createdAt,
  email_address: ({ emailAddress }: Invitation) => emailAddress,
  expires_at: ({ expireAt }: Invitation) => expireAt,
};

const listSchema = z.strictObject({
  status: z.enum(['pending', 'accepted', 'revoked', 'expired']).optional(),
  query: z.string().optional(),
  order_by: orderField(['created_at', 'email_address', 'expires_at']),
  paginated: booleanField,
  ...pageFields,
});

/** Invitations to sign up. */
export function addInvitationRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  const { store, clock } = context;
  const toJson = (invitation: Invitation) => invitationJson(context, invitation);

  router
    .route('/invitations')
    .get(
      handle(async (request) => {
        const query = readParameters(listSchema, request.query);
        const matching = [...store.access.invitations.values()]
          .filter((invitation) => {
            const status = invitationStatus(invitation, clock());
            return query.status ? status === query.status : status !== 'revoked';
          })
          .filter(
            ({ id, emailAddress }) =>
              !query.query || id === query.query || emailAddress.includes(query.query.toLowerCase()),
          );
        const data = await Promise.all(
          takePage(sortRows(matching, query.order_by, orders), query).map(toJson),
        );
        return query.paginated ? { data, total_count: matching.length } : data;
      }),
    )
    .post(
      handle(async (request) => {
        const fields = toNewInvitation(readParameters(createSchema, request.body));
        const [invitation] = await createInvitations(context, [fields]);
        return invitation ? toJson(invitation) : null;
      }),
    );
  router.post(
    '/invitations/bulk',
    handle(async (request) => {
      const { invitations } = readParameters(bulkSchema, { invitations: request.body });
      const created = await createInvitations(context, invitations.map(toNewInvitation));
      return Promise.all(created.map(toJson));
    }),
  );
  router.post(
    '/invitations/:id/revoke',
    handle((request) => toJson(revokeInvitation(context, String(request.params.id)))),
  );
}

const toNewInvitation = (body: z.output<typeof createSchema>): NewInvitation => ({
  emailAddress: body.email_address,
  publicMetadata: body.public_metadata ?? {},
  redirectUrl: body.redirect_url || null,
  notify: body.notify ?? true,
  ignoreExisting: body.ignore_existing ?? false,
  expiresInDays: body.expires_in_days ?? 30,
  isFromWaitlist: body.template_slug === 'waitlist_invitation',
});
