import { type Collection, Timestamp } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/types.ts';
import { ClusterTime } from '../../src/session/cluster-time.ts';
import { Snapshots } from '../../src/session/snapshots.ts';
import { startStore, type TestStore } from '../stores.ts';

describe('a session with snapshot reads', () => {
  let at: TestStore;
  let things: Collection<{ _id: number; n: number }>;
  beforeAll(async () => {
    at = await startStore();
    things = at.client.db('shop').collection('things');
  });
  afterAll(() => at.close());
  beforeEach(async () => {
    await things.deleteMany({});
    await things.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
      { _id: 3, n: 3 },
    ]);
  });

  test('sees the moment of its first read until it ends', async () => {
    const session = at.client.startSession({ snapshot: true });
    expect(await things.findOne({ _id: 1 }, { session })).toEqual({ _id: 1, n: 1 });
    await things.updateOne({ _id: 1 }, { $set: { n: 10 } });
    await things.insertOne({ _id: 4, n: 4 });
    await things.deleteOne({ _id: 2 });
    expect(await things.findOne({ _id: 1 }, { session })).toEqual({ _id: 1, n: 1 });
    expect(await things.distinct('n', {}, { session })).toEqual([1, 2, 3]);
    expect(await things.countDocuments({}, { session })).toBe(3);
    expect(await things.aggregate([{ $group: { _id: null, sum: { $sum: '$n' } } }], { session }).toArray()).toEqual([
      { _id: null, sum: 6 },
    ]);
    await session.endSession();
    expect(await things.distinct('n')).toEqual([3, 4, 10]);
  });

  test('sees that moment in every batch of a cursor', async () => {
    const session = at.client.startSession({ snapshot: true });
    const cursor = things.find({}, { session, batchSize: 2 });
    expect(await cursor.next()).toEqual({ _id: 1, n: 1 });
    await things.updateMany({}, { $set: { n: 0 } });
    expect((await cursor.toArray()).map(({ n }) => n)).toEqual([2, 3]);
    await session.endSession();
  });

  test('does not know a collection that was made later', async () => {
    const session = at.client.startSession({ snapshot: true });
    await things.findOne({}, { session });
    await at.client.db('shop').collection('later').insertOne({});
    await expect(at.client.db('shop').collection('later').findOne({}, { session })).rejects.toMatchObject({ code: 246 });
    await session.endSession();
  });
});

describe('moments', () => {
  function start() {
    let now = 1_000_000_000;
    const released: string[] = [];
    let taken = 0;
    const engine = {
      takeSnapshot: () => {
        const name = `#${++taken}`;
        return { current: false, release: () => void released.push(name) };
      },
    } as unknown as Engine;
    const clusterTime = new ClusterTime(() => now);
    clusterTime.tick();
    return {
      snapshots: new Snapshots(engine, clusterTime, () => now),
      released,
      wait: (ms: number) => {
        now += ms;
      },
    };
  }

  test('can be read again for a minute', () => {
    const { snapshots, wait } = start();
    const { time, snapshot } = snapshots.take();
    wait(59_000);
    expect(snapshots.at(time).snapshot).toBe(snapshot);
    snapshots.take();
    wait(2_000);
    expect(() => snapshots.at(time)).toThrow('older than the oldest available timestamp');
  });

  test('are a hundred at most', () => {
    const { snapshots, released } = start();
    for (let i = 0; i < 102; i++) snapshots.take();
    expect(released).toEqual(['#1', '#2']);
  });

  test('that nobody was told of are not there', () => {
    expect(() => start().snapshots.at(new Timestamp({ t: 5, i: 5 }))).toThrow('Timestamp(5, 5)');
  });
});
