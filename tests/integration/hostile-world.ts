import { type Client, createClient } from '@formwright/client';
import type { EntityDoc, RoleDoc } from '@formwright/metadata';
import { type RunningServer, startServer } from '@formwright/server';
import { testDatabase } from '../../packages/server/test/database.ts';
import { pack } from '../../packages/server/test/pack.ts';

/** Who acts in the hostile cases. */
export type Actor = 'admin' | 'mgr' | 'alice' | 'bob' | 'viewer' | 'anon';

/** One request. */
export interface Send {
  as: Actor;
  method: string;
  path: string;
  body?: unknown;
  /** Sent as it is instead of `body`. */
  raw?: string;
  headers?: Record<string, string>;
}

/** What came back. */
export interface Got {
  status: number;
  text: string;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever comes.
  json: any;
}

/** The world of the cases: two salespeople with a lead each, a viewer, and a field that none of them may see. */
export interface HostileWorld {
  server: RunningServer;
  clients: Record<Exclude<Actor, 'anon'>, Client>;
  users: Record<Exclude<Actor, 'anon'>, string>;
  /** Ids of alice's and bob's lead, of a task of the manager's and a file of bob's. */
  r1: string;
  r2: string;
  task: string;
  run: string;
  file: string;
  send(request: Send): Promise<Got>;
  close(): Promise<void>;
}

/** Everybody's password. */
export const password = 'quiet-river-stone-42';
export const leads = '/api/apps/desk/entities/lead';

const text = (title: string, extra: object = {}) => ({ title, type: 'string', 'x-field': { type: 'text', ...extra } }) as const;
const lead = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  key: 'lead',
  title: 'Lead',
  type: 'object',
  required: ['name'],
  properties: {
    name: text('Name', { searchable: true }),
    phone: { title: 'Phone', type: 'string', 'x-field': { type: 'phone', unique: true } },
    salary: text('Salary'),
    status: {
      title: 'Status',
      type: 'string',
      enum: ['new', 'won'],
      'x-field': {
        type: 'choice',
        options: [
          { value: 'new', label: 'New' },
          { value: 'won', label: 'Won' },
        ],
      },
    },
    owner: { title: 'Owner', type: 'string', 'x-field': { type: 'member', default: { dynamic: 'me' } } },
    amount: { title: 'Amount', type: 'number', 'x-field': { type: 'number' } },
    link: { title: 'Link', type: 'string', format: 'uri', 'x-field': { type: 'url' } },
    papers: { title: 'Papers', type: 'array', items: { type: 'string' }, 'x-field': { type: 'file' } },
  },
  'x-entity': { titleField: 'name', ownerField: 'owner' },
} as unknown as EntityDoc;
const contract = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  key: 'contract',
  title: 'Contract',
  type: 'object',
  required: ['lead'],
  properties: {
    no: { title: 'No', type: 'string', readOnly: true, 'x-field': { type: 'serial', pattern: 'K-{0000}' } },
    lead: { title: 'Lead', type: 'string', 'x-field': { type: 'relation', to: 'lead' } },
    approvalState: text('State'),
    owner: { title: 'Owner', type: 'string', 'x-field': { type: 'member', default: { dynamic: 'me' } } },
  },
  'x-entity': { titleField: 'no', ownerField: 'owner' },
} as unknown as EntityDoc;
const salesFields = { default: 'write', fields: { salary: 'hidden' } } as const;
const sales: RoleDoc = {
  key: 'sales',
  title: 'Sales',
  grants: [
    { entity: 'lead', actions: ['read', 'create', 'update', 'delete', 'comment'], scope: [{ kind: 'own' }], fields: salesFields },
    {
      entity: 'contract',
      actions: ['read', 'create', 'update'],
      scope: [{ kind: 'own' }],
      fields: { default: 'write', fields: { approvalState: 'read' } },
    },
  ],
};
const viewer: RoleDoc = {
  key: 'viewer',
  title: 'Viewer',
  grants: [
    {
      entity: 'lead',
      actions: ['read'],
      scope: [{ kind: 'all' }],
      fields: { default: 'read', fields: { salary: 'hidden', phone: 'hidden' } },
    },
  ],
};
const approval = {
  key: 'approve',
  title: 'Approve',
  trigger: { type: 'button', entity: 'lead' },
  nodes: [
    { id: 'start', type: 'start', title: 'Start', position: { x: 0, y: 0 } },
    {
      id: 'boss',
      type: 'approval',
      title: 'Boss',
      position: { x: 0, y: 1 },
      config: { assignees: [{ kind: 'manager' }], nobody: { do: 'admin' }, fields: { default: 'read', fields: { salary: 'hidden' } } },
    },
    { id: 'end', type: 'end', title: 'End', position: { x: 0, y: 2 } },
  ],
  edges: [
    { id: 'a', from: 'start', to: 'boss' },
    { id: 'b', from: 'boss', to: 'end' },
  ],
};

/** The documents of the world's app by path. */
export const files: Record<string, string> = {
  'app.json': JSON.stringify({ key: 'desk', title: 'Desk', version: '1.0.0', locale: 'en' }),
  'entities/lead.json': JSON.stringify(lead),
  'entities/contract.json': JSON.stringify(contract),
  'roles/sales.json': JSON.stringify(sales),
  'roles/viewer.json': JSON.stringify(viewer),
  'workflows/approve.json': JSON.stringify(approval),
};

/** Starts a server and makes the world in it. */
export async function makeWorld(): Promise<HostileWorld> {
  const server = await startServer({ port: 0, uri: await testDatabase() });
  const client = (token: string) => createClient({ baseUrl: server.url, token });
  const { token, user } = await createClient({ baseUrl: server.url }).call('setup', {
    body: { organisation: 'T1', name: 'admin', email: 'admin@example.com', password, locale: 'en' },
  });
  const admin = client(token);
  await admin.call('installApp', { body: { package: pack(files) } });
  const add = async (name: string, body: object) =>
    (await admin.call('createUser', { body: { name, email: `${name}@example.com`, password, ...body } })).user.id;
  const mgr = await add('mgr', {});
  const users = {
    admin: user.id,
    mgr,
    alice: await add('alice', { roles: ['desk.sales'], manager: mgr }),
    bob: await add('bob', { roles: ['desk.sales'], manager: mgr }),
    viewer: await add('viewer', { roles: ['desk.viewer'] }),
  };
  const enter = async (name: string) =>
    client((await createClient({ baseUrl: server.url }).call('signIn', { body: { email: `${name}@example.com`, password } })).token);
  const clients = { admin, mgr: await enter('mgr'), alice: await enter('alice'), bob: await enter('bob'), viewer: await enter('viewer') };
  const params = { app: 'desk', entity: 'lead' };
  const r1 = (
    await admin.call('createRecord', {
      params,
      body: { name: 'Lead one', phone: '13800000001', salary: 'CANARY-1-salary', owner: users.alice, status: 'new', amount: 1 },
    })
  ).id;
  const form = new FormData();
  form.set('file', new Blob(['CANARY-file']), 'paper.txt');
  const file = (await clients.bob.call('uploadFile', { form })).id;
  const r2 = (await clients.bob.call('createRecord', { params, body: { name: 'CANARY-bobs-lead', phone: '13800000002', papers: [file] } }))
    .id;
  await admin.call('updateRecord', { params: { ...params, id: r2 }, body: { salary: 'CANARY-2-salary' } });
  const { run } = await clients.alice.call('startWorkflow', { params: { app: 'desk', key: 'approve' }, body: { record: r1 } });
  const send = (request: Send) => sendTo(server.url, request, clients);
  return { server, clients, users, r1, r2, task: run.tasks[0]?.id ?? '', run: run.id, file, send, close: () => server.close() };
}

async function sendTo(url: string, request: Send, clients: HostileWorld['clients']): Promise<Got> {
  const content = request.raw ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
  const token = request.as === 'anon' ? undefined : clients[request.as].token;
  const response = await fetch(url + request.path, {
    method: request.method,
    headers: {
      ...(content === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...request.headers,
    },
    ...(content === undefined ? {} : { body: content }),
  });
  const answer = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(answer);
  } catch {
    json = undefined;
  }
  return { status: response.status, text: answer, headers: response.headers, json };
}
