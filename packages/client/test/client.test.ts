import { createServer, type IncomingMessage, type Server } from 'node:http';
import { AppError } from '@formwright/metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contract, createClient, type Route } from '../src/index.ts';

interface Seen {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage['headers'];
  body: string;
}

let server: Server;
let url: string;
let seen: Seen;
let answer: { status: number; body: string };

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    seen = { method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(parts).toString() };
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.status === 204 ? undefined : answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});

beforeEach(() => {
  answer = { status: 200, body: '{}' };
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

describe('a call', () => {
  it('goes where the contract says, with parameters made safe', async () => {
    await createClient({ baseUrl: url, token: 'k' }).call('record', { params: { app: 'a/../b', entity: 'c', id: '1 2' } });
    expect(seen).toMatchObject({ method: 'GET', url: '/api/apps/a%2F..%2Fb/entities/c/records/1%202' });
    expect(seen.headers.authorization).toBe('Bearer k');
  });

  it('carries query, body, version and repeat key', async () => {
    const client = createClient({ baseUrl: url });
    await client.call('tasks', { query: { box: 'todo', cursor: undefined } });
    expect(seen.url).toBe('/api/tasks?box=todo');
    await client.call('updateRecord', {
      params: { app: 'a', entity: 'b', id: '1' },
      body: { name: 'x' },
      ifMatch: 7,
      idempotencyKey: 'once',
    });
    expect(JSON.parse(seen.body)).toEqual({ name: 'x' });
    expect(seen.headers).toMatchObject({ 'if-match': '7', 'idempotency-key': 'once', 'content-type': 'application/json' });
  });

  it('answers nothing for 204', async () => {
    answer = { status: 204, body: '' };
    expect(await createClient({ baseUrl: url }).call('signOut')).toEqual({});
  });

  it('throws what the server refused, with its details', async () => {
    answer = {
      status: 422,
      body: JSON.stringify({
        error: {
          code: 'INVALID',
          message: '有 1 处需要改正',
          details: [{ path: '/name', code: 'REQUIRED', message: '必填' }],
          requestId: 'r',
        },
      }),
    };
    const error = await createClient({ baseUrl: url })
      .call('apps')
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'INVALID', status: 422, details: [{ path: '/name', code: 'REQUIRED' }] });
  });

  it('says that the server cannot be reached', async () => {
    await expect(createClient({ baseUrl: 'http://127.0.0.1:1' }).call('session')).rejects.toMatchObject({ code: 'OFFLINE' });
  });
});

describe('the contract', () => {
  it('has no two routes with the same method and path', () => {
    const places = Object.values(contract).map((route) => `${route.method} ${route.path}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it('declares every parameter of every path', () => {
    for (const route of Object.values(contract)) {
      const named = [...route.path.matchAll(/:([a-zA-Z]+)/g)].map((match) => match[1]);
      const declared = Object.keys(propertiesOf(route));
      expect(declared.sort(), route.path).toEqual(named.sort());
    }
  });
});

function propertiesOf(route: Route): object {
  const { params } = route;
  return params !== undefined && 'properties' in params && typeof params.properties === 'object' && params.properties !== null
    ? params.properties
    : {};
}
