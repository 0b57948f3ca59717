import { z } from 'zod';
import { apiName, productName } from '../../src-contracts/brand.ts';
import { type ProblemCode, problemKind, problemSchema } from '../../src-contracts/problems.ts';
import { groupBy } from './group-by.ts';
import { type MachinePermission, needsSession, noBody, type Permission, type Route } from './route.ts';

/** Problems that every request can meet. */
const commonProblems: readonly ProblemCode[] = [
  'host-not-allowed',
  'origin-not-allowed',
  'launch-token-missing',
  'launch-token-invalid',
  'rate-limited',
  'invalid-request',
  'malformed-json',
  'unsupported-media-type',
  'payload-too-large',
  'request-timeout',
  'header-too-large',
  'internal-error',
];

/** Problems that every request of a signed-in caller can meet. */
const sessionProblems: readonly ProblemCode[] = [
  'token-missing',
  'token-malformed',
  'token-algorithm-not-allowed',
  'token-key-unknown',
  'token-signature-invalid',
  'token-expired',
  'token-not-yet-valid',
  'token-issuer-mismatch',
  'token-party-mismatch',
  'token-session-missing',
  'session-not-active',
  'backend-api-unavailable',
  'clerk-unreachable',
  'clerk-rate-limited',
  'clerk-rejected-key',
];

/** Problems that every request to a route for certain users can meet. */
const permissionProblems: readonly ProblemCode[] = ['permission-missing', 'user-not-found'];

/** The OpenAPI 3.1 description of `routes` (https://spec.openapis.org/oas/v3.1.1). */
export function createOpenApiDocument(routes: readonly Route[], version: string) {
  return {
    openapi: '3.1.1' as const,
    info: {
      title: `${productName} API`,
      version,
      description: `Routes of ${apiName}. Every error is problem details (RFC 9457) with a stable code.`,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths: Object.fromEntries(
      [...groupBy(routes, ({ path }) => templateOf(path))].map(([path, group]) => [
        path,
        Object.fromEntries(group.map((route) => [route.method, operationOf(route)])),
      ]),
    ),
    components: {
      schemas: { Problem: jsonSchemaOf(problemSchema) },
      securitySchemes: {
        sessionToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A Clerk session token.',
        },
        metricsToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'The token of FRONTDESK_METRICS_TOKEN.',
        },
        webhookSignature: {
          type: 'apiKey',
          in: 'header',
          name: 'svix-signature',
          description: 'Made with the signing secret of the webhook; goes with svix-id and svix-timestamp.',
        },
      },
    },
  };
}

const templateOf = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

function operationOf(route: Route) {
  const { permission } = route;
  const codes = [
    ...(needsSession(permission) ? sessionProblems : []),
    ...(needsSession(permission) && permission !== 'session' ? permissionProblems : []),
    ...route.problems,
    ...commonProblems,
  ];
  return {
    summary: route.summary,
    security: securityOf(permission),
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
    ...requestBodyOf(route),
    responses: { ...successOf(route), ...problemResponsesOf(codes) },
  };
}

const machineSchemes = { webhook: 'webhookSignature', metrics: 'metricsToken' } as const satisfies Record<
  MachinePermission,
  string
>;

/** A scheme other than OAuth may name the roles that are needed (Security Requirement Object). */
function securityOf(permission: Permission): Record<string, string[]>[] {
  if (permission === 'public') return [];
  if (permission === 'webhook' || permission === 'metrics') return [{ [machineSchemes[permission]]: [] }];
  return [{ sessionToken: permission === 'session' ? [] : [permission] }];
}

function requestBodyOf({ body }: Route) {
  if (body === noBody) return {};
  const content = { 'application/json': { schema: jsonSchemaOf(body, 'input') } };
  return { requestBody: { required: true, content } };
}

function successOf({ response, textType }: Route) {
  if (!response) return { 204: { description: 'Done.' } };
  const content = { [textType ?? 'application/json']: { schema: jsonSchemaOf(response) } };
  return { 200: { description: 'Done.', content } };
}

function problemResponsesOf(codes: readonly ProblemCode[]) {
  const byStatus = groupBy(codes, (code) => problemKind(code).status);
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      { description: `Problems: ${group.join(', ')}.`, content },
    ]),
  );
}

function parametersOf(schema: z.ZodType, place: 'path' | 'query') {
  const { properties = {} } = jsonSchemaOf(schema);
  const { required = [] } = jsonSchemaOf(schema, 'input');
  return Object.entries(properties).map(([name, parameter]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: parameter,
  }));
}

/** OpenAPI 3.1 uses JSON Schema 2020-12, which is what zod writes. */
function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output' = 'output') {
  const { $schema: _dialect, ...jsonSchema } = z.toJSONSchema(schema, { io });
  return jsonSchema;
}
