import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { createOpenApiDocument } from '../../../../src-api/routes/open-api.ts';
import { routeTable } from '../../../../src-api/routes/route-table.ts';

const document = createOpenApiDocument(routeTable, '0.1.0');
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(document, 'openapi');
const validators = new Map<string, ValidateFunction>();

/** Of a response of the document; none has `content` when it has no body. */
type Description = { description: string; content?: Record<string, unknown> };

/**
 * Fails unless the OpenAPI document describes this answer: its status for this path and method, its media type,
 * and its body by the schema given there. Where there is no such path or method, only a problem is allowed.
 */
export async function expectDescribed(method: string, path: string, answer: Response): Promise<void> {
  const where = `${method} ${path} answered ${answer.status}`;
  const text = await answer.text();
  const type = answer.headers.get('content-type');
  const template = findTemplate(new URL(path, 'http://api').pathname) ?? '';
  const operation = document.paths[template]?.[method.toLowerCase()];
  if (!operation) {
    if (answer.status < 400) throw new Error(`${where}, which no operation describes`);
    expectValid(where, ['components', 'schemas', 'Problem'], text);
    return;
  }
  const responses: Record<string, Description> = operation.responses;
  const description = responses[answer.status];
  if (!description) throw new Error(`${where}, a status that is not described`);
  if (!description.content) {
    if (text !== '' || type !== null) throw new Error(`${where} with a body that is not described`);
    return;
  }
  if (type === null || !(type in description.content))
    throw new Error(`${where} as ${type}, which is not described`);
  const status = String(answer.status);
  const place = ['paths', template, method.toLowerCase(), 'responses', status, 'content', type, 'schema'];
  expectValid(where, place, text, type);
}

/** The path of the document that a path of a request belongs to; those without parameters go first. */
const findTemplate = (path: string): string | undefined =>
  Object.keys(document.paths)
    .toSorted((a, b) => Number(a.includes('{')) - Number(b.includes('{')))
    .find((template) => new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path));

function expectValid(where: string, schemaPlace: string[], text: string, type = 'application/json'): void {
  const pointer = schemaPlace.map((part) =>
    encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')),
  );
  const reference = `openapi#/${pointer.join('/')}`;
  const validate = validators.get(reference) ?? ajv.compile({ $ref: reference });
  validators.set(reference, validate);
  if (!validate(/json$/.test(type) ? JSON.parse(text) : text))
    throw new Error(`${where}: ${ajv.errorsText(validate.errors)}`);
}
