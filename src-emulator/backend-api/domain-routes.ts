import type { Request, Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { apiError } from '../errors/api-error.ts';
import { resourceNotFound } from '../errors/catalogue.ts';
import { duplicateRecord } from '../errors/restriction-errors.ts';
import { primaryDomain } from '../operations/domains.ts';
import { createId } from '../state/identifiers.ts';
import type { Domain } from '../state/platform-records.ts';
import { readParameters } from '../wire/read-parameters.ts';
import { deletedJson } from '../wire/user-json.ts';
import type { BackendHandle } from './call.ts';

const nameField = z
  .string()
  .max(253)
  .regex(
    /^[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/i,
    'must be a host name, such as example.com or localhost:3000.',
  )
  .transform((name) => name.toLowerCase());
const proxyField = z
  .url({ protocol: /^https?$/ })
  .nullable()
  .optional();

const createSchema = z.strictObject({
  name: nameField,
  is_satellite: z.literal(true),
  proxy_url: proxyField,
});
const updateSchema = z.strictObject({
  name: nameField.nullable().optional(),
  proxy_url: proxyField,
  is_secondary: z.boolean().nullable().optional(),
});

/** The instance's own domain, which stays as it is, and satellites, which are kept and of no further effect. */
export function addDomainRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  const domainJson = (domain: Domain) => toDomainJson(context, domain);
  const satellites = () => context.store.platform.domains;
  const primary = primaryDomain(context);
  const find = (request: Request): Domain => {
    const id = String(request.params.id);
    const domain = [primary, ...satellites()].find((candidate) => candidate.id === id);
    if (!domain) throw resourceNotFound('domain', id);
    return domain;
  };
  const assertFree = (name: string, current?: Domain) => {
    if ([primary, ...satellites()].some((other) => other !== current && other.name === name))
      throw duplicateRecord(name);
  };
  const assertSatellite = (domain: Domain, status: number) => {
    if (domain === primary)
      throw apiError(
        status,
        'operation_not_allowed_on_primary_domain',
        'Operation not allowed on primary domain',
        "The emulator's own domain cannot be changed.",
      );
  };

  router
    .route('/domains')
    .get(
      handle(() => {
        const data = [primary, ...satellites()].map(domainJson);
        return { data, total_count: data.length };
      }),
    )
    .post(
      handle((request) => {
        const { name, proxy_url: proxyUrl } = readParameters(createSchema, request.body);
        assertFree(name);
        const now = context.clock();
        const domain: Domain = {
          id: createId('dmn'),
          name,
          isSatellite: true,
          proxyUrl: proxyUrl ?? null,
          createdAt: now,
          updatedAt: now,
        };
        satellites().push(domain);
        return domainJson(domain);
      }),
    );
  router
    .route('/domains/:id')
    .patch(
      handle((request) => {
        const domain = find(request);
        const { name, proxy_url: proxyUrl } = readParameters(updateSchema, request.body);
        assertSatellite(domain, 400);
        if (name) assertFree(name, domain);
        domain.name = name ?? domain.name;
        if (proxyUrl !== undefined) domain.proxyUrl = proxyUrl;
        domain.updatedAt = context.clock();
        return domainJson(domain);
      }),
    )
    .delete(
      handle((request) => {
        const domain = find(request);
        assertSatellite(domain, 403);
        satellites().splice(satellites().indexOf(domain), 1);
        return deletedJson('domain', domain.id);
      }),
    );
}

const toDomainJson = ({ store }: EmulatorContext, domain: Domain) => ({
  object: 'domain',
  id: domain.id,
  name: domain.name,
  is_satellite: domain.isSatellite,
  frontend_api_url: domain.proxyUrl ?? `https://clerk.${domain.name}`,
  accounts_portal_url: domain.isSatellite ? null : `https://accounts.${domain.name}`,
  proxy_url: domain.proxyUrl,
  development_origin: domain.isSatellite ? '' : store.platform.instanceOptions.developmentOrigin,
  cname_targets: [],
});
