import type { AppDocuments } from '@formwright/metadata';
import { describe, expect, it } from 'vitest';
import { aggregate } from '../../src/read/aggregate.ts';
import { get } from '../../src/read/get.ts';
import { count, query } from '../../src/read/query.ts';
import { createServices } from '../../src/store/create-services.ts';
import { prepareEntity } from '../../src/write/prepare-entity.ts';
import { write, writeOne } from '../../src/write/write.ts';
import { customerApp, field, useWorld } from '../world.ts';

const world = useWorld();
const at = { app: 'crm', entity: 'customer' } as const;
const make = (values: Record<string, unknown>) => writeOne(world.services, world.as.admin, { intent: { ...at, do: 'create', values } });
const publishWith = (change: (properties: AppDocuments['entities'][number]['properties'], documents: AppDocuments) => void) =>
  world.publish(customerApp((documents) => void change(documents.entities[0]!.properties, documents)));

describe('records under changing documents', () => {
  it('a new searchable field finds what was there before, and takes new values at once', async () => {
    const { id } = await make({ name: '旧数据', remark: '很久以前' });
    await publishWith((properties) => {
      properties.remark = field({ kind: 'longText', title: '备注', type: 'string', searchable: true });
      properties.city = field({ kind: 'text', title: '城市', type: 'string' });
    });
    expect(await count(world.services, world.as.admin, { ...at, search: '以前' })).toBe(1);
    expect(await write(world.services, world.as.admin, { intents: [{ ...at, do: 'update', id, values: { city: '杭州' } }] })).toMatchObject(
      [{ ok: true }],
    );
    expect(await count(world.services, world.as.admin, { ...at, filter: { field: 'city', op: 'empty' } })).toBe(0);
  });

  it('a removed field is seen nowhere, and its records can still be changed', async () => {
    const { id } = await make({ name: '有评分', score: 5 });
    await publishWith((properties) => void delete properties.score);
    expect(await get(world.services, world.as.admin, { ...at, id })).not.toHaveProperty('score');
    await expect(query(world.services, world.as.admin, { ...at, filter: { field: 'score', op: 'eq', value: 5 } })).rejects.toMatchObject({
      code: 'BAD_QUERY',
    });
    expect(await write(world.services, world.as.admin, { intents: [{ ...at, do: 'update', id, values: { name: '改名' } }] })).toMatchObject(
      [{ ok: true, did: 'updated' }],
    );
    await publishWith(() => undefined);
    expect(await get(world.services, world.as.admin, { ...at, id })).toMatchObject({ name: '改名', score: 5 });
  });

  it('a field of another kind does not keep its records from being changed', async () => {
    const { id } = await make({ name: '换类型', remark: '文字' });
    await publishWith((properties) => {
      properties.remark = field({ kind: 'number', title: '备注', type: 'number' });
    });
    expect(await write(world.services, world.as.admin, { intents: [{ ...at, do: 'update', id, values: { amount: 3 } }] })).toMatchObject([
      { ok: true },
    ]);
    await publishWith(() => undefined);
  });

  it('a field that has just become a number is measured while texts still stand in it', async () => {
    await make({ name: '文字的', remark: '文字' });
    await publishWith((properties) => {
      properties.remark = field({ kind: 'money', title: '备注', type: 'number' });
    });
    await make({ name: '数字的', remark: 2.5 });
    const measures = ['sum', 'avg'].map((op) => ({ op, field: 'remark', as: op }));
    const filter = { field: 'name', op: 'in', value: ['文字的', '数字的'] };
    const [row] = await aggregate(world.services, world.as.admin, { ...at, filter, measures });
    expect(row).toMatchObject({ sum: 2.5 });
    await publishWith(() => undefined);
  });

  it('a new unique rule that present records break is refused with its field', async () => {
    await make({ name: '同名' });
    await make({ name: ' 同名' });
    const target = world.services.catalogue.entity('crm', 'customer');
    const documents = customerApp((each) => {
      each.entities[0]!['x-entity'].unique = [['name']];
    });
    const { problems } = await prepareEntity(world.services, { id: target.id, key: 'customer', documents, derived: '' });
    expect(problems).toMatchObject([{ path: '/properties/name', code: 'DUPLICATE' }]);
  });

  it('documents damaged in the database leave the server and the other apps working', async () => {
    const { models } = world.store;
    const broken = [
      '{',
      '[]',
      '{"app":{}}',
      '{"app":{"key":"x"},"entities":[{"key":"a"},null],"forms":[],"views":[],"workflows":[],"dashboards":[],"roles":[]}',
    ];
    for (const [index, documents] of broken.entries()) {
      const app = await models.apps.create({
        key: `broken${index}`,
        state: 'installed',
        version: 1,
        entities: [{ key: 'a', id: '1', derived: '' }],
        createdAt: new Date(),
        createdBy: null,
      });
      await models.appVersions.create({
        app: app._id,
        version: 1,
        documents,
        note: '',
        at: new Date(),
        by: { id: '', name: '' },
        validators: [],
      });
    }
    const services = await createServices(world.store);
    expect(services.catalogue.apps().map((app) => app.key)).toContain('crm');
    expect(await count(services, world.as.admin, at)).toBeGreaterThan(0);
  });
});
