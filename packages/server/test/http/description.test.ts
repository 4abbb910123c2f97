import { contract } from '@formwright/client';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { useCompany } from '../running-server.ts';

const here = useCompany();

describe('the description of the API', () => {
  it('is OpenAPI 3.1 and lists every route of the contract', async () => {
    const { json } = await here.ask('GET', '/api/openapi.json');
    expect(json.openapi).toMatch(/^3\.1\.\d+$/);
    expect(json.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    const ids = operations(json).map(({ operation }) => operation.operationId);
    expect(ids.sort()).toEqual(Object.keys(contract).sort());
  });

  it('declares every path parameter, once, and only known keywords', async () => {
    const { json } = await here.ask('GET', '/api/openapi.json');
    const allowed = new Set(['operationId', 'summary', 'tags', 'security', 'parameters', 'requestBody', 'responses']);
    for (const { path, operation } of operations(json)) {
      expect(Object.keys(operation).filter((key) => !allowed.has(key))).toEqual([]);
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const declared = (operation.parameters ?? [])
        .filter((one: { in: string }) => one.in === 'path')
        .map((one: { name: string }) => one.name);
      expect([path, [...declared].sort()]).toEqual([path, inPath.sort()]);
      expect(Object.keys(operation.responses)).toContain('default');
    }
  });

  it('holds only schemas that compile, and references that lead somewhere', async () => {
    const { json, text } = await here.ask('GET', '/api/openapi.json');
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    for (const schema of schemasIn(json.paths)) if (!('$ref' in schema)) expect(() => ajv.compile(schema)).not.toThrow();
    for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g))
      expect(Object.hasOwn(json.components.schemas, name)).toBe(true);
  });

  it('can be read as a page without any script', async () => {
    const page = await here.ask('GET', '/api/docs');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.text).not.toMatch(/<script|https?:\/\//);
    for (const path of ['/api/apps/:app/entities/:entity/query', '/api/tasks/:id/actions']) expect(page.text).toContain(path);
  });
});

describe('every answer', () => {
  it('carries headers that keep foreign code out', async () => {
    const { headers } = await here.ask('GET', '/health/live');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe-eval');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
    expect((await here.ask('GET', '/api/apps', { as: here.admin })).headers.get('cache-control')).toBe('no-store');
  });

  it('of /metrics counts requests by route, never by what was asked for', async () => {
    await here.ask('GET', '/api/apps/secretname', { as: here.admin });
    const { text } = await here.ask('GET', '/metrics');
    expect(text).toContain('http_request_duration_seconds_count{route="app"');
    expect(text).not.toContain('secretname');
  });
});

interface Operation {
  operationId: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the document holds is what is checked.
  [key: string]: any;
}

function operations(document: { paths: Record<string, Record<string, Operation>> }): { path: string; operation: Operation }[] {
  return Object.entries(document.paths).flatMap(([path, item]) => Object.values(item).map((operation) => ({ path, operation })));
}

function schemasIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === 'schema' && typeof child === 'object' && child !== null ? [child] : schemasIn(child),
  );
}
