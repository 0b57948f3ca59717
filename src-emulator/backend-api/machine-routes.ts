import type { Request, Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import {
  addMachineScope,
  createMachine,
  defaultTokenSeconds,
  deleteMachine,
  removeMachineScope,
  requireMachine,
  rotateMachineKey,
} from '../operations/machines.ts';
import { sortRows } from '../operations/rows.ts';
import type { Machine } from '../state/platform-records.ts';
import { machineJson } from '../wire/machine-json.ts';
import { readParameters } from '../wire/read-parameters.ts';
import { deletedJson } from '../wire/user-json.ts';
import type { BackendHandle } from './call.ts';
import { orderField, pageFields, takePage } from './query.ts';

const day = 24 * 60 * 60;
const nameField = z.string().trim().min(1).max(255);
const lifeField = z
  .int()
  .min(1)
  .max(3650 * day);

const listSchema = z.strictObject({
  ...pageFields,
  order_by: orderField(['name', 'created_at']),
  query: z.string().optional(),
});
const createSchema = z.strictObject({
  name: nameField,
  scoped_machines: z.array(z.string()).max(150).default([]),
  default_token_ttl: lifeField.default(defaultTokenSeconds),
});
const updateSchema = z.strictObject({ name: nameField.optional(), default_token_ttl: lifeField.optional() });
const rotateSchema = z.strictObject({
  previous_token_ttl: z
    .int()
    .min(0)
    .max(day / 3),
});
const scopeSchema = z.strictObject({ to_machine_id: z.string().min(1) });

/** Machines of the instance: programs that talk to each other with tokens. */
export function addMachineRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  const { store } = context;
  const find = (request: Request) => requireMachine(context, String(request.params.id));
  const toJson = (machine: Machine) => machineJson(machine, store.platform.machines, context.instance.id);
  const scopeJson = (from: Machine, to: string) => ({
    object: 'machine_scope',
    from_machine_id: from.id,
    to_machine_id: to,
  });

  router
    .route('/machines')
    .get(
      handle((request) => {
        const query = readParameters(listSchema, request.query);
        const text = query.query?.toLowerCase() ?? '';
        const rows = store.platform.machines.filter(
          ({ id, name }) => id === query.query || name.toLowerCase().includes(text),
        );
        const sorted = sortRows(rows, query.order_by, {
          name: ({ name }) => name,
          created_at: ({ createdAt }) => createdAt,
        });
        return { data: takePage(sorted, query).map(toJson), total_count: rows.length };
      }),
    )
    .post(
      handle((request) => {
        const body = readParameters(createSchema, request.body);
        const machine = createMachine(context, {
          name: body.name,
          defaultTokenSeconds: body.default_token_ttl,
          scopedMachineIds: body.scoped_machines,
        });
        return { ...toJson(machine), secret_key: machine.secretKey };
      }),
    );
  router
    .route('/machines/:id')
    .get(handle((request) => toJson(find(request))))
    .patch(
      handle((request) => {
        const machine = find(request);
        const body = readParameters(updateSchema, request.body);
        machine.name = body.name ?? machine.name;
        machine.defaultTokenSeconds = body.default_token_ttl ?? machine.defaultTokenSeconds;
        machine.updatedAt = context.clock();
        return toJson(machine);
      }),
    )
    .delete(
      handle((request) => {
        const machine = find(request);
        deleteMachine(context, machine);
        return deletedJson('machine', machine.id);
      }),
    );
  router.get(
    '/machines/:id/secret_key',
    handle((request) => ({ object: 'machine_secret_key', secret: find(request).secretKey })),
  );
  router.post(
    '/machines/:id/secret_key/rotate',
    handle((request) => {
      const machine = find(request);
      const body = readParameters(rotateSchema, request.body);
      rotateMachineKey(context, machine, body.previous_token_ttl);
      return { object: 'machine_secret_key', secret: machine.secretKey };
    }),
  );
  router.post(
    '/machines/:id/scopes',
    handle((request) => {
      const machine = find(request);
      const { to_machine_id: to } = readParameters(scopeSchema, request.body);
      addMachineScope(context, machine, to);
      return { ...scopeJson(machine, to), created_at: context.clock() };
    }),
  );
  router.delete(
    '/machines/:id/scopes/:other',
    handle((request) => {
      const machine = find(request);
      const other = String(request.params.other);
      removeMachineScope(context, machine, other);
      return { ...scopeJson(machine, other), deleted: true };
    }),
  );
}
