import type { EntityDoc, Field } from '@formwright/metadata';
import { beforeAll, describe, expect, it } from 'vitest';
import { setUp } from '../../../../tests/company.ts';
import { type Company, useServer } from '../running-server.ts';
import { field } from '../world.ts';

const here = useServer() as Company;
const thing = { app: 'stock', entity: 'thing' } as const;
const other = { app: 'stock', entity: 'other' } as const;
const text = field({ kind: 'text', title: '说明', type: 'string', searchable: true });

const entity = (key: string, note: Field = text, options: Partial<EntityDoc['x-entity']> = {}): EntityDoc => ({
  key,
  title: key,
  type: 'object',
  required: ['name'],
  properties: { name: field({ kind: 'text', title: '名称', type: 'string' }), note },
  'x-entity': { titleField: 'name', ...options },
});
const save = (document: EntityDoc) =>
  here.admin.call('saveDraftDocument', { params: { app: 'stock', kind: 'entity', key: document.key }, body: document });
const publish = () => here.admin.call('publish', { params: { app: 'stock' }, body: {} });
const create = (params: typeof thing | typeof other, body: Record<string, unknown>) => here.admin.call('createRecord', { params, body });
const measure = (op: string) =>
  here.admin
    .call('aggregate', { params: thing, body: { measures: [{ op, field: 'note', as: 'value' }] } })
    .then(({ rows }) => rows[0]?.value);
const notes = async () =>
  (await here.admin.call('query', { params: thing, body: { sort: [{ field: 'name', dir: 'asc' }] } })).records.map(
    (record) => record.note ?? null,
  );

beforeAll(async () => {
  here.admin = await setUp(here.url);
  await here.admin.call('installApp', { body: { blank: { key: 'stock', title: '库存' } } });
  await save(entity('thing', text, { unique: [['name']] }));
  await save(entity('other'));
  await publish();
  await create(thing, { name: '一', note: '12' });
  await create(thing, { name: '二', note: '初雪' });
  await create(other, { name: '同名' });
  await create(other, { name: '同名' });
});

describe('a publication that is refused', () => {
  it('leaves the unique values and the search of what is published as they were', async () => {
    await save(entity('thing', field({ kind: 'text', title: '说明', type: 'string' })));
    await save(entity('other', text, { unique: [['name']] }));
    await expect(publish()).rejects.toMatchObject({ code: 'PUBLISH_REFUSED' });
    await here.admin.call('discardDraft', { params: { app: 'stock' } });
    await expect(create(thing, { name: '一' })).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    expect((await here.admin.call('query', { params: thing, body: { search: '初雪' } })).records).toHaveLength(1);
  });
});

describe('a field that becomes another kind', () => {
  it('shows and measures no value it cannot hold, whatever its kind was', async () => {
    await save(entity('thing', field({ kind: 'money', title: '说明', type: 'number' }), { unique: [['name']] }));
    await publish();
    expect(await notes()).toEqual([null, null]);
    for (const op of ['sum', 'avg', 'max', 'distinct', 'count'])
      expect([op, await measure(op)]).toEqual([op, op === 'sum' || op === 'distinct' || op === 'count' ? 0 : null]);
    const { id } = await create(thing, { name: '三', note: 5 });
    expect(await measure('sum')).toBe(5);
    for (const kind of ['date', 'dateTime'] as const) {
      await save(
        entity('thing', field({ kind, title: '说明', type: 'string', format: kind === 'date' ? 'date' : 'date-time' }), {
          unique: [['name']],
        }),
      );
      await publish();
      const { rows } = await here.admin.call('aggregate', {
        params: thing,
        body: { groups: [{ field: 'note', bucket: 'month' }], measures: [{ op: 'count', as: 'n' }] },
      });
      expect(rows).toEqual([{ note: null, n: 3 }]);
    }
    await here.admin.call('updateRecord', { params: { ...thing, id }, body: { name: '三三' } });
  });

  it('has them again once it is of the old kind again, those of changed records too', async () => {
    await here.admin.call('restoreVersion', { params: { app: 'stock', version: '2' } });
    expect(await notes()).toEqual(['初雪', null, '12']);
    await save(entity('thing', field({ kind: 'money', title: '说明', type: 'number' }), { unique: [['name']] }));
    await publish();
    expect(await notes()).toEqual([null, 5, null]);
    await here.admin.call('restoreVersion', { params: { app: 'stock', version: '2' } });
    expect((await here.admin.call('query', { params: thing, body: { search: '初雪' } })).records).toHaveLength(1);
  });
});

describe('a field that comes again as another kind after it was removed', () => {
  it('shows no value of the old kind, and has them again with that kind', async () => {
    const { note: _, ...properties } = entity('thing').properties;
    const before = await notes();
    await save({ ...entity('thing', text, { unique: [['name']] }), properties });
    await publish();
    await save(entity('thing', field({ kind: 'money', title: '说明', type: 'number' }), { unique: [['name']] }));
    await publish();
    expect(await notes()).toEqual([null, 5, null]);
    expect(await measure('sum')).toBe(5);
    await here.admin.call('restoreVersion', { params: { app: 'stock', version: '2' } });
    expect(await notes()).toEqual(before);
  });
});

describe('indexes', () => {
  it('that the published documents no longer want are dropped, and the others stay', async () => {
    const target = () => here.server.services.catalogue.entity('stock', 'thing');
    const names = async () => (await target().records.collection.indexes()).map((index) => index.name).sort();
    const before = await names();
    await save(entity('thing', field({ kind: 'phone', title: '说明', type: 'string', searchable: true }), { unique: [['name']] }));
    await publish();
    expect(await names()).toEqual([...before, 'f.note_1__id_-1'].sort());
    await here.admin.call('restoreVersion', { params: { app: 'stock', version: '2' } });
    expect(await names()).toEqual(before);
  });
});
