import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { linkHash, sequence } from '../../src/jobs/sequencer.ts';
import { startJobs } from '../../src/jobs/start-jobs.ts';
import { sweep } from '../../src/jobs/sweep.ts';
import { connectStore } from '../../src/store/connect-store.ts';
import { createServices } from '../../src/store/create-services.ts';
import type { ChangeRow } from '../../src/store/models/changes.ts';
import { announce } from '../../src/write/announce.ts';
import { storeFile } from '../../src/write/file.ts';
import { writeOne } from '../../src/write/write.ts';
import { customerApp, useWorld } from '../world.ts';

const world = useWorld();
const at = { app: 'crm', entity: 'customer' } as const;
const make = (name: string) => writeOne(world.services, world.as.admin, { intent: { ...at, do: 'create', values: { name } } });
const inOrder = () =>
  world.store.models.changes
    .find({ seq: { $gt: 0 } })
    .sort({ seq: 1 })
    .lean<ChangeRow[]>();

describe('the change log', () => {
  it('gives every change one place without gaps, a record’s own changes in their order, and chains their hashes', async () => {
    const { id } = await make('一');
    await Promise.all(
      ['二', '三', '四'].map((name) => writeOne(world.services, world.as.admin, { intent: { ...at, do: 'update', id, values: { name } } })),
    );
    await make('五');
    while (await sequence(world.services));
    const log = await inOrder();
    expect(log.map((change) => change.seq)).toEqual(log.map((_, index) => index + 1));
    expect(log.filter((change) => change.target === id).map((change) => change.number)).toEqual([1, 2, 3, 4]);
    let hash = '';
    for (const change of log) {
      hash = linkHash(hash, change.seq ?? 0, change);
      expect(change.hash).toBe(hash);
    }
    expect(await world.store.models.changes.countDocuments({ pending: true })).toBe(0);
  });

  it('is read to the end by a named follower exactly in order, also when a round fails, and goes on there after a restart', async () => {
    const seen: number[] = [];
    let fails = 1;
    const follower = {
      name: 'test',
      handle: async (changes: readonly ChangeRow[]) => {
        if (fails-- > 0) throw new Error('once');
        seen.push(...changes.map((change) => change.seq ?? 0));
      },
    };
    const first = startJobs(world.services, { followers: [follower] });
    await make('六');
    for (let round = 0; round < 80 && seen.length < (await inOrder()).length; round++) await sleep(50);
    await first.stop();
    await make('七');
    const second = startJobs(world.services, { followers: [follower] });
    for (let round = 0; round < 80 && (await world.store.models.changes.exists({ pending: true })); round++) await sleep(50);
    for (let round = 0; round < 80 && seen.length < (await inOrder()).length; round++) await sleep(50);
    await second.stop();
    expect(seen).toEqual((await inOrder()).map((change) => change.seq));
  });

  it('brings a newly published version to the other servers', async () => {
    const otherStore = await connectStore(world.uri);
    const other = await createServices(otherStore);
    const jobs = startJobs(other);
    try {
      await world.publish(
        customerApp((documents) => {
          documents.app.title = '新标题';
        }),
      );
      const event = { subject: 'app', kind: 'update', target: 'crm', detail: { key: 'crm', version: 2 } } as const;
      await world.store.transaction((tx) => announce(world.services, world.system, { tx, events: [event] }));
      for (let round = 0; round < 60 && other.catalogue.app('crm').version < 2; round++) await sleep(50);
      expect(other.catalogue.app('crm').documents.app.title).toBe('新标题');
    } finally {
      await jobs.stop();
      await otherStore.close();
    }
  });

  it('sweeps files that no record took within a day, and keeps the others', async () => {
    const upload = () => storeFile(world.services, world.as.admin, { name: 'a.txt', type: 'text/plain', content: Readable.from(['x']) });
    const [kept, left] = [await upload(), await upload()];
    await writeOne(world.services, world.as.admin, { intent: { ...at, do: 'create', values: { name: '有文件', papers: [kept.id] } } });
    await sweep(world.services);
    expect(await world.store.models.files.countDocuments({ _id: { $in: [kept.id, left.id] } })).toBe(2);
    world.clock.now += 25 * 3_600_000;
    await sweep(world.services);
    expect((await world.store.models.files.find({}).lean()).map((file) => file._id.toString())).toEqual([kept.id]);
    expect(await world.store.bytes.find({}).toArray()).toHaveLength(1);
  });
});
