import mongoose from 'mongoose';
import { expect, it } from 'vitest';
import { isPassingFailure } from '../../src/store/database-errors.ts';
import { useWorld } from '../world.ts';

const world = useWorld();

const failure = async (work: () => Promise<unknown>): Promise<unknown> => {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
};

it('what the database refuses for good is told from what may go better next time', async () => {
  const plain = world.store.models.counters.collection as unknown as mongoose.mongo.Collection<{ _id: string }>;
  await plain.insertOne({ _id: 'one', last: 'text' } as { _id: string });
  const forGood = {
    'adding to a text': () => plain.updateOne({ _id: 'one' }, { $inc: { last: 1 } }),
    'another _id': () => plain.updateOne({ _id: 'one' }, { $set: { _id: 'two' } }),
    'an unknown operator': () => plain.updateOne({ _id: 'one' }, { $become: { last: 1 } }),
    'a second one of a key': () => plain.insertOne({ _id: 'one' }),
    'a document that is too large': () =>
      plain.updateOne({ _id: 'one' }, [{ $set: { large: { $concatArrays: Array.from({ length: 17 }, () => ['x'.repeat(1_000_000)]) } } }]),
    'an update that is none': () => plain.updateOne({ _id: 'one' }, { last: 1 }),
  };
  for (const [name, work] of Object.entries(forGood)) expect(isPassingFailure(await failure(work)), name).toBe(false);
  const away = new mongoose.mongo.MongoClient('mongodb://127.0.0.1:9/', { serverSelectionTimeoutMS: 50 });
  expect(isPassingFailure(await failure(() => away.connect()))).toBe(true);
  await away.close();
  const full = new mongoose.mongo.MongoServerError({ message: 'the disk is full', code: 14031 });
  expect(isPassingFailure(full)).toBe(true);
  expect(isPassingFailure(new Error('a mistake of our own'))).toBe(false);
});
