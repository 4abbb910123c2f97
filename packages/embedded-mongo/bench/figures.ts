import { type Collection, type MongoClient, ObjectId } from 'mongodb';
import { opportunity, owners, personId, recordId, stageOf } from './sample-documents.ts';

/** One thing that is measured: how often per second it can be done. */
export type Figure = {
  readonly name: string;
  /** How many are under way at once. */
  readonly inFlight: number;
  /** The smallest ratio to mongod that is good enough. */
  readonly goal: number;
  /** Also measured at this number of documents: `all`, or only the smaller size. */
  readonly sizes: 'all' | 'small';
  readonly once: (at: Place, n: number) => Promise<unknown>;
};

/** A collection of `documents` documents on one of the servers. */
export type Place = { readonly client: MongoClient; readonly collection: Collection; readonly documents: number };

/** Numbers spread over the collection, the same on both servers. */
function spread(n: number, documents: number): number {
  return (Math.imul(n + 1, 40_503) >>> 0) % documents;
}

const insertOne = async ({ collection }: Place, n: number) => collection.insertOne({ ...opportunity(n), _id: new ObjectId() });
const findById = ({ collection, documents }: Place, n: number) => collection.findOne({ _id: recordId(spread(n, documents)) });
const page = ({ collection }: Place, n: number) =>
  collection
    .find({ stage: stageOf(n) })
    .sort({ amount: -1 })
    .limit(50)
    .toArray();
const count = ({ collection }: Place, n: number) => collection.countDocuments({ owner: personId(n % owners) });
const update = ({ collection, documents }: Place, n: number) =>
  collection.updateOne({ _id: recordId(spread(n, documents)) }, { $set: { updatedAt: new Date() }, $inc: { version: 1 } });

async function transaction({ client, collection, documents }: Place, n: number): Promise<void> {
  await client.withSession((session) =>
    session.withTransaction(async () => {
      await collection.insertOne({ ...opportunity(n), _id: new ObjectId() }, { session });
      await collection.updateOne({ _id: recordId(spread(n, documents)) }, { $inc: { version: 1 } }, { session });
    }),
  );
}

const group = ({ collection }: Place) =>
  collection.aggregate([{ $group: { _id: '$stage', total: { $sum: '$amount' }, count: { $sum: 1 } } }]).toArray();
const contains = ({ collection }: Place, n: number) => collection.find({ note: { $regex: `code99${n % 90}` } }).toArray();

/** All figures that are rates, in the order of the report. */
export const figures: readonly Figure[] = [
  { name: 'durable insert, 1 writer', inFlight: 1, goal: 1, sizes: 'all', once: insertOne },
  { name: 'durable insert, 16 writers', inFlight: 16, goal: 1, sizes: 'all', once: insertOne },
  { name: 'find by _id, 1 in flight', inFlight: 1, goal: 0.8, sizes: 'all', once: findById },
  { name: 'find by _id, 16 in flight', inFlight: 16, goal: 0.8, sizes: 'all', once: findById },
  { name: 'page of 50 by compound index, 1 in flight', inFlight: 1, goal: 0.8, sizes: 'all', once: page },
  { name: 'page of 50 by compound index, 16 in flight', inFlight: 16, goal: 0.8, sizes: 'all', once: page },
  { name: 'count by index, 1 in flight', inFlight: 1, goal: 0.5, sizes: 'all', once: count },
  { name: 'count by index, 16 in flight', inFlight: 16, goal: 0.5, sizes: 'all', once: count },
  { name: 'update by _id, 1 writer', inFlight: 1, goal: 0.8, sizes: 'all', once: update },
  { name: 'update by _id, 16 writers', inFlight: 16, goal: 0.8, sizes: 'all', once: update },
  { name: 'two-document transaction, 1 writer', inFlight: 1, goal: 0.8, sizes: 'all', once: transaction },
  { name: 'two-document transaction, 16 writers', inFlight: 16, goal: 0.8, sizes: 'all', once: transaction },
  { name: 'group by with sum over 100,000', inFlight: 1, goal: 0.3, sizes: 'small', once: group },
  { name: 'contains-regex scan over 100,000', inFlight: 1, goal: 0.3, sizes: 'small', once: contains },
];
