/**
 * Writes the TypeScript types of a client from an OpenAPI 3.1 document: no more of it than our own document has, and an
 * error for what is new to it.
 */
type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Schema = { [name: string]: Json };
type Operation = {
  security: Record<string, string[]>[];
  parameters: { name: string; in: string; required: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
};
export type Document = { paths: Record<string, Record<string, Operation>> };

const json = 'application/json';

/** The module that `npm run generate` writes for the window: what each operation takes and answers. */
export function describeOperations(document: Document): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { security }]) => security.every((needs) => 'sessionToken' in needs))
      .map(([method, operation]) => `  '${method.toUpperCase()} ${path}': ${operationType(operation)};`),
  );
  return `// Made from docs/reference/openapi.json by npm run generate. Not to be edited.

/** What each operation that a signed-in caller, or anybody, may call takes and answers. */
export type Operations = {
${operations.join('\n')}
};
`;
}

function operationType({ parameters, requestBody, responses }: Operation): string {
  const place = (name: string) => parameters.filter((parameter) => parameter.in === name);
  const body = requestBody?.content[json];
  const content = responses['200']?.content;
  const answer = content?.[json];
  if (content && !answer) throw new Error(`answers of ${Object.keys(content).join()} are not known here`);
  return `{
    ${parametersField('path', place('path'))}
    ${parametersField('query', place('query'))}
    ${body ? `body: ${typeOf(body.schema)};` : ''}
    answer: ${answer ? typeOf(answer.schema) : 'undefined'};
  }`;
}

function parametersField(field: string, parameters: Operation['parameters']): string {
  if (parameters.length === 0) return '';
  const mark = parameters.some(({ required }) => required) ? '' : '?';
  const types = parameters.map(
    ({ name, required, schema }) => `${quote(name)}${required ? '' : '?'}: ${parameterType(schema)}`,
  );
  return `${field}${mark}: { ${types.join('; ')} };`;
}

/** Parameters are text in the address, whatever is made of them there. */
const parameterType = ({ type }: Schema): string => (type === 'integer' ? 'number' : 'string');

/** Keywords that say more than a type can: they are checked by who answers. */
const passedOver = new Set([
  ...['format', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'default', 'propertyNames'],
  ...['required', 'minItems', 'maxItems'],
]);
const understood = new Set(['type', 'enum', 'const', 'anyOf', 'items', 'properties', 'additionalProperties']);

/** The TypeScript type of a JSON schema (2020-12); throws for a keyword that it does not know. */
export function typeOf(schema: Schema): string {
  const strange = Object.keys(schema).find((keyword) => !understood.has(keyword) && !passedOver.has(keyword));
  if (strange !== undefined) throw new Error(`the keyword ${strange} is not known here`);
  if (Array.isArray(schema.anyOf)) return schema.anyOf.map((part) => typeOf(schemaOf(part))).join(' | ');
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type })).join(' | ');
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return `(${typeOf(schemaOf(schema.items))})[]`;
    case 'object':
      return objectType(schema);
    case undefined:
      return 'unknown';
    default:
      throw new Error(`the type ${JSON.stringify(schema.type)} is not known here`);
  }
}

function objectType({ properties, required, additionalProperties }: Schema): string {
  if (properties === undefined) return `Record<string, ${typeOf(schemaOf(additionalProperties ?? {}))}>`;
  const isRequired = (name: string) => Array.isArray(required) && required.includes(name);
  const fields = Object.entries(schemaOf(properties)).map(
    ([name, value]) => `${quote(name)}${isRequired(name) ? '' : '?'}: ${typeOf(schemaOf(value))}`,
  );
  if (fields.length === 0)
    return additionalProperties === false ? 'Record<never, never>' : 'Record<string, unknown>';
  return `{ ${fields.join('; ')} }`;
}

function schemaOf(value: Json | undefined): Schema {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${JSON.stringify(value)} is no schema`);
  return value;
}

const quote = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));
