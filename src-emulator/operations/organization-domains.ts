import type { EmulatorContext } from '../context.ts';
import {
  codeIncorrect,
  resourceNotFound,
  verificationAlreadyVerified,
  verificationMissing,
} from '../errors/catalogue.ts';
import {
  domainCommon,
  domainMismatch,
  domainTaken,
  enrollmentModeNotEnabled,
} from '../errors/organization-errors.ts';
import { createId } from '../state/identifiers.ts';
import type { EnrollmentMode, Organization, OrganizationDomain } from '../state/organization-records.ts';
import { enrolDomain, withdrawOffers } from './organization-enrollment.ts';
import { sendCode, tryCode } from './verification.ts';

/** Where anybody gets an address: no organisation owns them. */
const commonDomains = new Set([
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'yahoo.com',
  'icloud.com',
  'me.com',
  'aol.com',
  'proton.me',
  'protonmail.com',
  'gmx.com',
  'gmx.net',
]);

/** Throws 404 when the organisation has no such domain. */
export function requireDomain(
  { store }: EmulatorContext,
  organizationId: string,
  id: string,
): OrganizationDomain {
  const domain = store.organizations.domains.find((candidate) => candidate.id === id);
  if (domain?.organizationId !== organizationId) throw resourceNotFound('organization domain', id);
  return domain;
}

/** Adds a domain; unless `verified`, it invites nobody before somebody has proved an address there. */
export function addDomain(
  context: EmulatorContext,
  organization: Organization,
  fields: { name: string; enrollmentMode: EnrollmentMode; verified: boolean },
): OrganizationDomain {
  const { store, clock } = context;
  const { name, enrollmentMode } = fields;
  if (commonDomains.has(name)) throw domainCommon();
  if (store.organizations.domains.some((domain) => domain.name === name)) throw domainTaken();
  assertModeEnabled(context, enrollmentMode);
  const now = clock();
  const domain: OrganizationDomain = {
    id: createId('orgdmn'),
    organizationId: organization.id,
    name,
    enrollmentMode,
    affiliationEmailAddress: null,
    verification: null,
    ownershipVerifiedAt: null,
    createdAt: now,
    updatedAt: now,
  };
  store.organizations.domains.push(domain);
  if (fields.verified) setVerified(context, domain, true);
  return domain;
}

/** Sends a code to an address of the domain. */
export function prepareAffiliation(
  context: EmulatorContext,
  domain: OrganizationDomain,
  emailAddress: string,
): void {
  if (domain.verification?.status === 'verified') throw verificationAlreadyVerified();
  if (!emailAddress.endsWith(`@${domain.name}`)) throw domainMismatch();
  const { code, expireAt } = sendCode(context, emailAddress, 'verify_email');
  const now = context.clock();
  domain.affiliationEmailAddress = emailAddress;
  domain.verification = {
    status: 'unverified',
    attempts: 0,
    expireAt: expireAt ?? now,
    code,
    verifiedAt: null,
  };
  domain.updatedAt = now;
}

export function attemptAffiliation(context: EmulatorContext, domain: OrganizationDomain, code: string): void {
  if (!domain.verification) throw verificationMissing();
  const now = context.clock();
  const verification = { strategy: 'email_code' as const, ...domain.verification };
  const isRight = tryCode(verification, code, now);
  const { strategy: _strategy, ...next } = verification;
  domain.verification = { ...next, verifiedAt: isRight ? now : null };
  domain.updatedAt = now;
  if (!isRight) throw codeIncorrect();
  enrolDomain(context, domain);
}

/** `deletePending` takes back what the mode before had offered. */
export function changeEnrollment(
  context: EmulatorContext,
  domain: OrganizationDomain,
  mode: EnrollmentMode,
  deletePending: boolean,
): void {
  assertModeEnabled(context, mode);
  if (deletePending) withdrawOffers(context, domain);
  domain.enrollmentMode = mode;
  domain.updatedAt = context.clock();
  enrolDomain(context, domain);
}

/** What a backend may say without a code. */
function setVerified(context: EmulatorContext, domain: OrganizationDomain, isVerified: boolean): void {
  const now = context.clock();
  domain.verification = isVerified
    ? { status: 'verified', attempts: 0, expireAt: now, code: null, verifiedAt: now }
    : null;
  domain.updatedAt = now;
  if (isVerified) enrolDomain(context, domain);
}

/** What a backend changes: both of it or, when the mode is refused, nothing, and nobody is offered anything in between. */
export function updateDomain(
  context: EmulatorContext,
  domain: OrganizationDomain,
  { mode, isVerified }: { mode: EnrollmentMode | undefined; isVerified: boolean | undefined },
): void {
  if (mode) assertModeEnabled(context, mode);
  if (isVerified === false) setVerified(context, domain, false);
  if (mode) changeEnrollment(context, domain, mode, false);
  if (isVerified) setVerified(context, domain, true);
}

/** What a backend may say without a record in DNS; who has it said keeps the time of it. */
export function confirmOwnership({ clock }: EmulatorContext, domain: OrganizationDomain): void {
  if (domain.ownershipVerifiedAt !== null) return;
  domain.ownershipVerifiedAt = clock();
  domain.updatedAt = clock();
}

export function deleteDomain(context: EmulatorContext, domain: OrganizationDomain): void {
  const { organizations } = context.store;
  withdrawOffers(context, domain);
  organizations.domains = organizations.domains.filter((other) => other.id !== domain.id);
}

function assertModeEnabled({ store }: EmulatorContext, mode: EnrollmentMode): void {
  if (!store.settings.organizations.enrollmentModes.includes(mode)) throw enrollmentModeNotEnabled(mode);
}
