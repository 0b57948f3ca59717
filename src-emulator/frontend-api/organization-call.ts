import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { requireOrganizationFor } from '../operations/organization-members.ts';
import { assertOrganizationsEnabled } from '../operations/organizations.ts';
import type { Organization, OrganizationMembership } from '../state/organization-records.ts';
import { readParameters } from '../wire/read-parameters.ts';
import type { FrontendHandlers, UserCall } from './call.ts';

/** A request of a member about the organisation that the path names. */
export type MemberCall = UserCall & {
  readonly organization: Organization;
  readonly membership: OrganizationMembership;
};

/** 404 for strangers, 403 for members without the permission. */
export type ForMember = (
  permission: string | undefined,
  action: (call: MemberCall) => Promise<unknown> | unknown,
) => RequestHandler;

export const createForMember =
  ({ forUser }: FrontendHandlers, context: EmulatorContext): ForMember =>
  (permission, action) =>
    forUser((call) => {
      assertOrganizationsEnabled(context);
      const id = String(call.request.params.id);
      return action({ ...call, ...requireOrganizationFor(context, id, call.user, permission) });
    });

/** The query without what clerk-js adds to each request (`_is_native`, `__clerk_api_version`, …). */
export const readQuery = <Shape extends z.ZodRawShape>(shape: Shape, request: Request) =>
  readParameters(
    z.object(shape),
    Object.fromEntries(Object.entries(request.query).filter(([name]) => !name.startsWith('_'))),
  );

/** One page of `rows`, and how many there are in all. */
export const toPage = <Row>(
  rows: readonly Row[],
  { limit, offset }: { limit: number; offset: number },
  toJson: (row: Row) => unknown,
) => ({ data: rows.slice(offset, offset + limit).map(toJson), total_count: rows.length });
