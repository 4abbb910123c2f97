import { type Client, createClient } from '@formwright/client';
import { afterAll, beforeAll } from 'vitest';
import { password, setUp, signIn } from '../../../tests/company.ts';
import { type RunningServer, type ServerOptions, startServer } from '../src/start-server.ts';
import { closeTestServer, testDatabase } from './database.ts';

export const customer = { app: 'customer', entity: 'customer' } as const;

/** What came back from a bare request. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever comes.
  json: any;
}

/** A bare request. */
export interface Ask {
  body?: unknown;
  /** Sent as it is instead of `body`. */
  raw?: string;
  headers?: Record<string, string>;
  as?: Client;
}

/** A server on an empty database of its own, for one test file. */
export interface Here {
  url: string;
  server: RunningServer;
  uri: string;
  anybody: Client;
  /** Sends what the typed client would not. */
  ask(method: string, path: string, request?: Ask): Promise<Answer>;
}

/** Starts a server before the tests of a file and ends it after. */
export function useServer(options: Partial<ServerOptions> = {}): Here {
  const here = {} as Here;
  beforeAll(async () => {
    here.uri = await testDatabase();
    here.server = await startServer({ port: 0, uri: here.uri, ...options });
    here.url = here.server.url;
    here.anybody = createClient({ baseUrl: here.url });
    here.ask = (method, path, request) => ask(here.url, method, path, request);
  });
  afterAll(async () => {
    await here.server?.close();
    await closeTestServer();
  });
  return here;
}

/** A company with the customer app: an admin, a salesperson and their manager. */
export interface Company extends Here {
  admin: Client;
  sales: Client;
  manager: Client;
  ids: { sales: string; manager: string };
}

/** The same with a company set up in it, without sample data. */
export function useCompany(options: Partial<ServerOptions> = {}): Company {
  const here = useServer(options) as Company;
  beforeAll(async () => {
    here.admin = await setUp(here.url);
    await here.admin.call('installApp', { body: { template: 'customer', sampleData: false } });
    const manager = await here.admin.call('createUser', {
      body: { name: '顾南乔', email: 'manager@example.com', department: '华东', roles: ['customer.manager'], password },
    });
    const sales = await here.admin.call('createUser', {
      body: {
        name: '林知夏',
        email: 'sales@example.com',
        department: '华东',
        manager: 'manager@example.com',
        roles: ['customer.sales'],
        password,
      },
    });
    here.ids = { sales: sales.user.id, manager: manager.user.id };
    here.manager = await signIn(here.url, 'manager@example.com');
    here.sales = await signIn(here.url, 'sales@example.com');
  });
  return here;
}

async function ask(url: string, method: string, path: string, { body, raw, headers = {}, as }: Ask = {}): Promise<Answer> {
  const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(content === undefined ? {} : { 'content-type': 'application/json' }),
      ...(as?.token ? { authorization: `Bearer ${as.token}` } : {}),
      ...headers,
    },
    ...(content === undefined ? {} : { body: content }),
    redirect: 'manual',
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
