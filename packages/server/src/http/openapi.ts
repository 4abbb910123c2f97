import { contract, type Route } from '@formwright/client';

type Json = Record<string, unknown>;

/** The contract as an OpenAPI 3.1 document, from the same declarations that validate requests. */
export function openApi(): Json {
  const paths: Record<string, Json> = {};
  for (const [name, declared] of Object.entries(contract)) {
    const path = declared.path.replace(/:([a-zA-Z]+)/g, '{$1}');
    const item = paths[path] ?? {};
    item[declared.method.toLowerCase()] = operation(name, declared);
    paths[path] = item;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Formwright',
      version: '1.0.0',
      description: 'The HTTP contract of Formwright (简构).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { cookie: [] }],
    paths,
    components: { securitySchemes, schemas: { Error: errorSchema } },
  };
}

const securitySchemes = {
  bearer: { type: 'http', scheme: 'bearer', description: 'Session token or API key.' },
  cookie: { type: 'apiKey', in: 'cookie', name: 'formwright', description: 'Session of a browser.' },
};

const detail = {
  type: 'object',
  required: ['path', 'code', 'message'],
  properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
};
const errorSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'details', 'requestId'],
      properties: {
        code: { type: 'string' },
        message: { type: 'string' },
        details: { type: 'array', items: detail },
        requestId: { type: 'string' },
      },
    },
  },
};

function operation(name: string, declared: Route): Json {
  const parameters = [...parametersOf(declared.params, 'path'), ...parametersOf(declared.query, 'query'), ...headersOf(declared)];
  return {
    operationId: name,
    summary: declared.summary,
    tags: [tagOf(declared.path)],
    ...(declared.access === 'open' ? { security: [] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...bodyOf(declared),
    responses: { [String(declared.status ?? 200)]: success(declared), default: failure },
  };
}

function tagOf(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== 'api' && !part.startsWith(':'));
  return parts.find((part) => part !== 'apps') ?? 'apps';
}

function parametersOf(schema: unknown, place: 'path' | 'query'): Json[] {
  if (typeof schema !== 'object' || schema === null || !('properties' in schema)) return [];
  const required = new Set('required' in schema && Array.isArray(schema.required) ? schema.required : []);
  return Object.entries(schema.properties as Json).map(([name, part]) => ({
    name,
    in: place,
    required: place === 'path' || required.has(name),
    schema: plain(part),
  }));
}

function headersOf(declared: Route): Json[] {
  const headers = new Set<string>(declared.headers ?? []);
  if (declared.method === 'POST' && declared.produces === undefined) headers.add('Idempotency-Key');
  return [...headers].map((name) => ({
    name,
    in: 'header',
    required: false,
    schema: name === 'If-Match' ? { type: 'string', pattern: '^\\d+$' } : { type: 'string', minLength: 1, maxLength: 200 },
  }));
}

function bodyOf(declared: Route): Json {
  if (declared.multipart) {
    const schema = { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } };
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } };
  }
  if (declared.body === undefined) return {};
  return { requestBody: { required: !('~optional' in declared.body), content: { 'application/json': { schema: plain(declared.body) } } } };
}

function success(declared: Route): Json {
  if (declared.status === 204) return { description: 'Done.' };
  const type = declared.produces ?? 'application/json';
  return {
    description: 'Done.',
    content: { [type]: { schema: declared.produces ? { type: 'string', format: 'binary' } : plain(declared.response) } },
  };
}

const failure = { description: 'Refused, and why.', content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } };

/** Only what JSON holds: the declarations carry marks for the compiler besides. */
function plain(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema));
}
