import type { Caller, EmulatorContext } from '../context.ts';
import { invitationAccountExists } from '../errors/ticket-errors.ts';
import type { Client, SignUp } from '../state/records.ts';
import { type Invite, readInvite } from './invites.ts';
import { createSignUp, type SignUpParameters, updateSignUp } from './sign-up.ts';
import { completeIfReady } from './sign-up-completion.ts';

/** Starts a sign-up by an invitation: its address needs no code, and restrictions do not hold. */
export async function createTicketSignUp(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  parameters: SignUpParameters,
  text: string,
): Promise<SignUp> {
  const invite = await requireNewcomer(context, text);
  const signUp = await createSignUp(context, client, caller, {
    ...parameters,
    emailAddress: undefined,
    isInvited: true,
  });
  applyInvite(context, client, caller, signUp, invite);
  return signUp;
}

/** Adds an invitation, and other fields, to a sign-up that has begun. */
export async function updateTicketSignUp(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  signUp: SignUp,
  parameters: SignUpParameters,
  text: string,
): Promise<void> {
  const invite = await requireNewcomer(context, text);
  applyAddress(signUp, invite);
  await updateSignUp(context, client, caller, signUp, { ...parameters, emailAddress: undefined });
}

async function requireNewcomer(context: EmulatorContext, text: string): Promise<Invite> {
  const invite = await readInvite(context, text);
  if (context.store.findUserByEmail(invite.emailAddress)) throw invitationAccountExists();
  return invite;
}

function applyInvite(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  signUp: SignUp,
  invite: Invite,
): void {
  applyAddress(signUp, invite);
  completeIfReady(context, client, caller, signUp);
}

function applyAddress(signUp: SignUp, { ticket, emailAddress }: Invite): void {
  signUp.ticket = ticket;
  signUp.emailAddress = emailAddress;
  signUp.emailVerification = {
    strategy: 'ticket',
    status: 'verified',
    attempts: 1,
    expireAt: null,
    code: null,
  };
}
