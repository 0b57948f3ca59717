import type { EmulatorContext } from '../context.ts';
import { parameterError } from '../errors/api-error.ts';
import { resourceNotFound } from '../errors/catalogue.ts';
import { conflict } from '../errors/machine-errors.ts';
import { createId, createPrefixedSecret } from '../state/identifiers.ts';
import type { Machine } from '../state/platform-records.ts';

export const defaultTokenSeconds = 3600;

/** Throws 404 when there is no such machine. */
export function requireMachine({ store }: EmulatorContext, id: string): Machine {
  const machine = store.platform.machines.find((candidate) => candidate.id === id);
  if (!machine) throw resourceNotFound('machine', id);
  return machine;
}

export function createMachine(
  context: EmulatorContext,
  fields: { name: string; defaultTokenSeconds: number; scopedMachineIds: readonly string[] },
): Machine {
  for (const id of fields.scopedMachineIds) requireMachine(context, id);
  const now = context.clock();
  const machine: Machine = {
    id: createId('mch'),
    ...fields,
    scopedMachineIds: [...new Set(fields.scopedMachineIds)],
    secretKey: createPrefixedSecret('ak'),
    previousKey: null,
    createdAt: now,
    updatedAt: now,
  };
  context.store.platform.machines.push(machine);
  return machine;
}

/** Removes the machine with its tokens, its API keys, and what others may do with it. */
export function deleteMachine({ store }: EmulatorContext, machine: Machine): void {
  const { platform } = store;
  platform.machines = platform.machines.filter((other) => other !== machine);
  for (const other of platform.machines)
    other.scopedMachineIds = other.scopedMachineIds.filter((id) => id !== machine.id);
  platform.machineTokens = platform.machineTokens.filter((token) => token.machineId !== machine.id);
  platform.apiKeys = platform.apiKeys.filter((key) => key.subject !== machine.id);
}

/** The key until now works for some more seconds, as long as the machine's software needs to get the new one. */
export function rotateMachineKey(
  { clock }: EmulatorContext,
  machine: Machine,
  previousSeconds: number,
): void {
  machine.previousKey =
    previousSeconds > 0
      ? { secretKey: machine.secretKey, validUntil: clock() + previousSeconds * 1000 }
      : null;
  machine.secretKey = createPrefixedSecret('ak');
  machine.updatedAt = clock();
}

export function addMachineScope(context: EmulatorContext, from: Machine, toId: string): void {
  const to = requireMachine(context, toId);
  if (to === from)
    throw parameterError('to_machine_id', 'form_param_value_invalid', 'A machine has no scope of its own.');
  if (from.scopedMachineIds.includes(toId))
    throw conflict(`There is a scope from ${from.id} to ${toId} already.`);
  from.scopedMachineIds.push(toId);
  from.updatedAt = context.clock();
}

export function removeMachineScope(context: EmulatorContext, from: Machine, toId: string): void {
  if (!from.scopedMachineIds.includes(toId)) throw resourceNotFound('machine scope', toId);
  from.scopedMachineIds = from.scopedMachineIds.filter((id) => id !== toId);
  from.updatedAt = context.clock();
}

/** The machine that a secret key belongs to. */
export const findMachineByKey = ({ store, clock }: EmulatorContext, secretKey: string): Machine | undefined =>
  store.platform.machines.find(
    (machine) =>
      machine.secretKey === secretKey ||
      (machine.previousKey?.secretKey === secretKey && clock() < machine.previousKey.validUntil),
  );
