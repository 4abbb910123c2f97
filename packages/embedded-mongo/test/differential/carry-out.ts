import { BSON, type ClientSession, type Document, type MongoClient, MongoServerError } from 'mongodb';
import type { Operation } from './operations.ts';

/** Does an operation on one server and answers all that came back as text that can be compared. */
export async function carryOut(client: MongoClient, db: string, operation: Operation): Promise<string[]> {
  switch (operation.kind) {
    case 'command':
      return [await command(client, db, operation.command)];
    case 'renew':
      return [await command(client, db, { drop: operation.collection }), await command(client, db, { create: operation.collection })];
    case 'transaction':
      return transaction(client, db, operation);
    case 'conflict':
      return conflict(client, db, operation);
    case 'stream': {
      const { collection, filter, sort, batchSize } = operation;
      const cursor = client.db(db).collection(collection).find(filter, { promoteValues: false, batchSize }).sort(sort);
      return [await cursor.toArray().then((documents) => documents.map(show).join('\n'), describeError)];
    }
    case 'bulk':
      return [await bulk(client, db, operation)];
  }
}

/** A value as canonical extended JSON: types and field order count. */
export function show(value: unknown): string {
  return BSON.EJSON.stringify(value, { relaxed: false });
}

/** Which of equal numbers stands for all is open. */
function relaxed(value: unknown): string {
  return BSON.EJSON.stringify({ value }, { relaxed: true });
}

async function command(client: MongoClient, db: string, document: Document, session?: ClientSession): Promise<string> {
  try {
    const reply = await client.db(db).command(document, { promoteValues: false, session });
    return show(comparable(document, reply));
  } catch (error) {
    // Which duplicate a unique index names is open: docs/differences.md.
    return describeError(
      'createIndexes' in document && error instanceof MongoServerError ? Object.assign(error, { keyValue: undefined }) : error,
    );
  }
}

async function transaction(
  client: MongoClient,
  db: string,
  { commands, end }: Extract<Operation, { kind: 'transaction' }>,
): Promise<string[]> {
  const session = client.startSession();
  const seen: string[] = [];
  session.startTransaction();
  for (const document of commands) {
    const reply = await command(client, db, document, session);
    seen.push(reply);
    if (/^error|writeErrors/.test(reply)) break;
  }
  seen.push(await (end === 'commit' ? session.commitTransaction() : session.abortTransaction()).then(() => 'done', describeError));
  await session.endSession();
  return seen;
}

async function conflict(client: MongoClient, db: string, { first, second }: Extract<Operation, { kind: 'conflict' }>): Promise<string[]> {
  const sessions = [client.startSession(), client.startSession()] as const;
  const name = String(first.update);
  for (const session of sessions) session.startTransaction();
  const seen: string[] = [];
  for (const session of sessions) seen.push(await command(client, db, { find: name, filter: { _id: 7 } }, session));
  seen.push(await command(client, db, first, sessions[0]));
  seen.push(await command(client, db, second, sessions[1]));
  for (const session of sessions) seen.push(await session.commitTransaction().then(() => 'done', describeError));
  for (const session of sessions) await session.endSession();
  return seen;
}

async function bulk(
  client: MongoClient,
  db: string,
  { collection, operations, ordered }: Extract<Operation, { kind: 'bulk' }>,
): Promise<string> {
  const describe = (result: Document) => show({ ...counts(result), upsertedIds: result.upsertedIds });
  try {
    const result = await client
      .db(db)
      .collection(collection)
      .bulkWrite(operations as never, { ordered });
    return describe(result);
  } catch (error) {
    if (!(error instanceof MongoServerError)) throw error;
    const failures = [error.writeErrors ?? []]
      .flat()
      .map((failure: Document) => ({ index: failure.index, code: failure.code, keyValue: failure.err?.keyValue }));
    return `${describeError(error)} ${show(failures)} ${error.result ? describe(error.result as Document) : ''}`;
  }
}

function counts(result: Document): Document {
  const { insertedCount, matchedCount, modifiedCount, deletedCount, upsertedCount } = result;
  return { insertedCount, matchedCount, modifiedCount, deletedCount, upsertedCount };
}

/** What of a reply must be equal: not the cluster's times; documents without an order as a sorted list. */
function comparable(document: Document, reply: Document): Document {
  const { $clusterTime, operationTime, opTime, electionId, ...rest } = reply;
  const ordered = 'sort' in document || 'pipeline' in document;
  if (rest.cursor && 'firstBatch' in rest.cursor) {
    const batch = (rest.cursor.firstBatch as Document[]).map(show);
    const keepsOrder = ordered && !isGrouped(document);
    return { batch: keepsOrder ? batch : batch.sort(), open: String(rest.cursor.id) !== '0', ok: rest.ok };
  }
  // mongod lists null for documents without the field when it takes the values from an index, and not when it reads the documents.
  if ('distinct' in document)
    return {
      values: (rest.values as unknown[])
        .filter((value) => value != null)
        .map(relaxed)
        .sort(),
    };
  // mongod counts some pushes that leave the array as it was.
  if ('update' in document && show(document).includes('$push')) delete rest.nModified;
  if ('writeErrors' in rest)
    return {
      ...rest,
      writeErrors: (rest.writeErrors as Document[]).map(({ index, code, keyPattern, keyValue }) => ({ index, code, keyPattern, keyValue })),
    };
  return rest;
}

/** Groups come out in any order, until something sorts them. */
function isGrouped(document: Document): boolean {
  const stages = ((document.pipeline ?? []) as Document[]).map((stage) => Object.keys(stage)[0] ?? '');
  const last = stages.findLastIndex((stage) => ['$group', '$sortByCount', '$bucket', '$unionWith'].includes(stage));
  return last >= 0 && !stages.slice(last).includes('$sort');
}

function describeError(error: unknown): string {
  if (!(error instanceof MongoServerError)) throw error;
  const { code, codeName, keyPattern, keyValue } = error;
  const internal = [1, 8].includes(Number(code)) ? ` ${error.message}` : '';
  return `error${internal} ${show({ code, codeName, keyPattern, keyValue, labels: error.errorLabels.filter((label) => label === 'TransientTransactionError') })}`;
}
