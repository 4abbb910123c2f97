import type { AppDocuments } from '@formwright/metadata';
import { describe, expect, it } from 'vitest';
import { deriveFollower } from '../../src/jobs/derive.ts';
import { sequence } from '../../src/jobs/sequencer.ts';
import { count } from '../../src/read/query.ts';
import { createServices } from '../../src/store/create-services.ts';
import { changesAfter } from '../../src/store/follow.ts';
import { writeOne } from '../../src/write/write.ts';
import { customerApp, field, useWorld } from '../world.ts';

const world = useWorld();
const at = { app: 'crm', entity: 'customer' } as const;
const searchable = (documents: AppDocuments) => {
  documents.entities[0]!.properties.remark = field({ kind: 'longText', title: '备注', type: 'string', searchable: true });
};
const uniqueNames = (documents: AppDocuments) => {
  documents.entities[0]!['x-entity'].unique = [['name']];
};
const found = (search: string) => count(world.services, world.as.admin, { ...at, search });
const create = (values: Record<string, unknown>) => ({ ...at, do: 'create', values }) as const;

/** What the job of a server would do with everything logged so far. */
async function followLog(): Promise<void> {
  while (await sequence(world.services));
  await deriveFollower(world.services).handle(await changesAfter(world.services, 0, 10_000));
}

describe('a write while the app is published', () => {
  it('by a server that has not heard of it is planned anew by the documents of now', async () => {
    const other = await createServices(world.store, { now: () => world.clock.now });
    await world.publish(customerApp(searchable));
    expect(other.catalogue.app('crm').version).toBe(1);
    await writeOne(other, world.as.admin, { intent: create({ name: '刚写的', remark: '初雪' }) });
    expect(other.catalogue.app('crm').version).toBe(2);
    expect(await found('初雪')).toBe(1);
  });

  it('inside the transaction of another server begins again, and keeps what the transaction is for', async () => {
    const other = await createServices(world.store, { now: () => world.clock.now });
    await world.publish(customerApp(uniqueNames));
    const work = (values: Record<string, unknown>) =>
      other.store.transaction((tx) => writeOne(other, world.as.admin, { intent: create(values), tx }));
    await work({ name: '独一份' });
    await expect(work({ name: ' 独一份' })).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
  });

  it('that commits after the switch is met afterwards: search finds it', async () => {
    await world.publish(customerApp());
    const other = await createServices(world.store, { now: () => world.clock.now });
    await other.store.transaction(async (tx) => {
      await writeOne(other, world.as.admin, { intent: create({ name: '迟到的', remark: '晚霜' }), tx });
      await world.publish(customerApp(searchable));
    });
    expect(await found('晚霜')).toBe(0);
    await followLog();
    expect(await found('晚霜')).toBe(1);
    await followLog();
    expect(await found('晚霜')).toBe(1);
  });

  it('that takes a unique value twice in that moment leaves the first its value, and the second is refused from its next write on', async () => {
    await world.publish(customerApp());
    const other = await createServices(world.store, { now: () => world.clock.now });
    let late = '';
    await other.store.transaction(async (tx) => {
      late = (await writeOne(other, world.as.admin, { intent: create({ name: '同一个', remark: '后到', phone: '13700000001' }), tx })).id;
      await world.publish(
        customerApp((documents) => {
          searchable(documents);
          uniqueNames(documents);
        }),
      );
      await writeOne(world.services, world.as.admin, { intent: create({ name: '同一个' }) });
    });
    await followLog();
    expect(await found('后到')).toBe(1);
    const change = (name: string) =>
      writeOne(world.services, world.as.admin, { intent: { ...at, do: 'update', id: late, values: { name, score: 1 } } });
    await expect(change('同一个')).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    const samePhone = writeOne(world.services, world.as.admin, { intent: create({ name: '别人', phone: '13700000001' }) });
    await expect(samePhone).rejects.toMatchObject({ code: 'ALREADY_EXISTS', details: [{ path: '/phone' }] });
    expect(await change('另一个')).toMatchObject({ did: 'updated' });
  });
});
