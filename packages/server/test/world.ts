import { setTimeout as sleep } from 'node:timers/promises';
import type { AppDocuments, EntityDoc, Field, FieldOptions, RoleDoc, ViewDoc } from '@formwright/metadata';
import mongoose from 'mongoose';
import { afterAll, beforeAll } from 'vitest';
import { connectStore } from '../src/store/connect-store.ts';
import { createServices } from '../src/store/create-services.ts';
import type { Person, Principal } from '../src/store/principal.ts';
import type { Services } from '../src/store/services.ts';
import type { Store } from '../src/store/store.ts';
import { deriveLate, prepareEntity } from '../src/write/prepare-entity.ts';
import { closeTestServer, testDatabase } from './database.ts';

/** A store with one app in it and a few people; `now` can be moved. */
export interface World {
  store: Store;
  services: Services;
  uri: string;
  clock: { now: number };
  people: Record<'admin' | 'alice' | 'bob' | 'mei', Person>;
  as: Record<'admin' | 'alice' | 'bob' | 'mei', Principal>;
  system: Principal;
  publish(documents: AppDocuments): Promise<void>;
  /** Waits until every change has its place in the log, for worlds with jobs running. */
  settled(): Promise<void>;
}

type FieldInput = Partial<Omit<Field, 'x-field'>> & { kind: FieldOptions['type'] } & Omit<FieldOptions, 'type'>;

const fieldKeywords = new Set([
  'title',
  'description',
  'type',
  'format',
  'enum',
  'items',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'readOnly',
  'minItems',
  'maxItems',
  'uniqueItems',
  'multipleOf',
]);

/** A field document in short. */
export function field(input: FieldInput): Field {
  const { kind, ...rest } = input;
  const entries = Object.entries(rest);
  const keywords = Object.fromEntries(entries.filter(([key]) => fieldKeywords.has(key)));
  const settings = Object.fromEntries(entries.filter(([key]) => !fieldKeywords.has(key)));
  return { title: kind, ...keywords, 'x-field': { type: kind, ...settings } };
}

const options = (values: string[]) => values.map((value) => ({ value, label: value }));

/** Customers and contacts, much like the customer app; `secret` is hidden from sales, `level` is read-only to them. */
export function customerApp(change: (documents: AppDocuments) => void = () => undefined): AppDocuments {
  const customer: EntityDoc = {
    key: 'customer',
    title: '客户',
    type: 'object',
    required: ['name'],
    'x-entity': { titleField: 'name', ownerField: 'owner', rules: [] },
    properties: {
      name: field({ kind: 'text', title: '客户名称', type: 'string', minLength: 1, maxLength: 100, searchable: true }),
      no: field({ kind: 'serial', title: '编号', type: 'string', readOnly: true, pattern: 'C-{yyyyMMdd}-{0000}', reset: 'day' }),
      phone: field({ kind: 'phone', title: '电话', type: 'string', searchable: true, unique: true }),
      level: field({ kind: 'choice', title: '等级', type: 'string', enum: ['A', 'B', 'C', 'D'], options: options(['A', 'B', 'C', 'D']) }),
      stage: field({
        kind: 'choice',
        title: '阶段',
        type: 'string',
        enum: ['new', 'talk', 'won'],
        options: options(['new', 'talk', 'won']),
        default: { value: 'new' },
      }),
      owner: field({ kind: 'member', title: '负责人', type: 'string', default: { dynamic: 'me' } }),
      tags: field({ kind: 'tags', title: '标签', type: 'array', items: { type: 'string' } }),
      amount: field({ kind: 'money', title: '金额', type: 'number' }),
      score: field({ kind: 'number', title: '评分', type: 'number' }),
      nextFollowUp: field({ kind: 'date', title: '下次跟进', type: 'string', format: 'date' }),
      metAt: field({ kind: 'dateTime', title: '见面时间', type: 'string', format: 'date-time' }),
      isKey: field({ kind: 'yesNo', title: '重点', type: 'boolean' }),
      remark: field({ kind: 'longText', title: '备注', type: 'string' }),
      secret: field({ kind: 'text', title: '底价', type: 'string', searchable: true }),
      parent: field({ kind: 'relation', title: '上级客户', type: 'string', to: 'customer' }),
      papers: field({ kind: 'file', title: '附件', type: 'array', items: { type: 'string' } }),
    },
  };
  const contact: EntityDoc = {
    key: 'contact',
    title: '联系人',
    type: 'object',
    required: ['name', 'customer'],
    'x-entity': { titleField: 'name' },
    properties: {
      name: field({ kind: 'text', title: '姓名', type: 'string' }),
      customer: field({ kind: 'relation', title: '客户', type: 'string', to: 'customer', onDelete: 'refuse' }),
    },
  };
  const sales: RoleDoc = {
    key: 'sales',
    title: '销售',
    grants: [
      {
        entity: 'customer',
        actions: ['read', 'create', 'update', 'delete', 'comment'],
        scope: [{ kind: 'own' }],
        fields: { default: 'write', fields: { level: 'read', secret: 'hidden' } },
      },
      { entity: 'contact', actions: ['read', 'create', 'update', 'delete'], scope: [{ kind: 'all' }] },
    ],
  };
  const manager: RoleDoc = {
    key: 'manager',
    title: '经理',
    grants: [{ entity: 'customer', actions: ['read', 'create', 'update', 'comment'], scope: [{ kind: 'own' }, { kind: 'reports' }] }],
  };
  const views: ViewDoc[] = [{ key: 'all', entity: 'customer', title: '全部', kind: 'grid', sort: [{ field: 'name', dir: 'asc' }] }];
  const documents: AppDocuments = {
    app: { key: 'crm', title: '客户管理', version: '1.0.0' },
    entities: [customer, contact],
    forms: [],
    views,
    workflows: [],
    dashboards: [],
    roles: [sales, manager],
    i18n: {},
  };
  change(documents);
  return documents;
}

/** Makes a world before the tests of a file and takes it down after them. */
export function useWorld(documents: () => AppDocuments = customerApp): World {
  const world = {} as World;
  beforeAll(async () => void Object.assign(world, await createWorld(documents())));
  afterAll(async () => {
    await world.store?.connection.dropDatabase();
    await world.store?.close();
    await closeTestServer();
  });
  return world;
}

/** A store with the app published and four people: admin, alice and bob (sales), mei (their manager). */
export async function createWorld(documents: AppDocuments): Promise<World> {
  const uri = await testDatabase();
  const store = await connectStore(uri);
  const clock = { now: Date.parse('2026-11-22T08:00:00Z') };
  await store.models.organisation.create({
    _id: 'organisation',
    name: '简构测试',
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    secret: 'test-secret-of-enough-length',
    createdAt: new Date(clock.now),
  });
  const people = await makePeople(store);
  const services = await createServices(store, { now: () => clock.now });
  const as = Object.fromEntries(
    Object.entries(people).map(([name, person]) => [name, { kind: 'user', person, origin: 'ui' }]),
  ) as World['as'];
  const publish = (next: AppDocuments) => publishDirectly(services, next);
  const settled = async () => {
    while (await store.models.changes.exists({ pending: true })) await sleep(50);
    await sleep(100);
  };
  await publish(documents);
  return { settled, store, services, uri, clock, people, as, system: { kind: 'system', job: 'test', origin: 'system:test' }, publish };
}

async function makePeople(store: Store): Promise<World['people']> {
  const names = ['admin', 'alice', 'bob', 'mei'] as const;
  const ids = new Map(names.map((name) => [name, new mongoose.Types.ObjectId()]));
  for (const name of names)
    await store.models.users.create({
      _id: ids.get(name),
      name,
      email: `${name}@example.com`,
      emailKey: `${name}@example.com`,
      passwordHash: '',
      mustChangePassword: false,
      admin: name === 'admin',
      active: true,
      locale: 'zh-CN',
      roles: [],
      department: null,
      manager: null,
      createdAt: new Date(),
    });
  const idOf = (name: (typeof names)[number]) => String(ids.get(name));
  const person = (name: (typeof names)[number], roles: string[], reports: string[] = []): Person => ({
    id: idOf(name),
    name,
    locale: 'zh-CN',
    admin: name === 'admin',
    roles,
    department: null,
    departments: [],
    departmentPeople: [],
    reports,
  });
  return {
    admin: person('admin', []),
    alice: person('alice', ['crm.sales']),
    bob: person('bob', ['crm.sales']),
    mei: person('mei', ['crm.manager'], [idOf('alice'), idOf('bob')]),
  };
}

/** What design time will do: prepares every entity, stores the version, switches to it. */
async function publishDirectly(services: Services, documents: AppDocuments): Promise<void> {
  const { models } = services.store;
  const row = await models.apps.findOne({ key: documents.app.key }).lean();
  const app = row?._id ?? new mongoose.Types.ObjectId();
  const version = (row?.version ?? 0) + 1;
  const entities = [];
  for (const { key } of documents.entities) {
    const known = row?.entities.find((each) => each.key === key);
    const id = known?.id ?? new mongoose.Types.ObjectId().toString();
    const { derived, problems } = await prepareEntity(services, { id, key, documents, derived: known?.derived ?? '' });
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
    entities.push({ key, id, derived });
  }
  const by = { id: 'test', name: 'test' };
  await models.appVersions.create({ app, version, documents: JSON.stringify(documents), note: '', at: new Date(), by, validators: [] });
  await models.apps.updateOne(
    { _id: app },
    { $set: { key: documents.app.key, state: 'installed', version, entities }, $setOnInsert: { createdAt: new Date(), createdBy: null } },
    { upsert: true },
  );
  await services.catalogue.refresh();
  for (const { id } of entities) {
    const target = services.catalogue.entityById(id);
    if (target) await deriveLate(target);
  }
}
