import { type ClientSession, type Document, Long, type MongoClient, MongoServerError } from 'mongodb';
import { comparable, describeError, show } from './comparable.ts';
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
    case 'interleaved':
      return interleaved(client, db, operation);
    case 'retry':
      return retry(client, db, operation.command);
    case 'cursor':
      return cursor(client, db, operation);
    case 'stream': {
      const { collection, filter, sort, batchSize } = operation;
      const driven = client.db(db).collection(collection).find(filter, { promoteValues: false, batchSize }).sort(sort);
      return [await driven.toArray().then((documents) => documents.map(show).join('\n'), describeError)];
    }
    case 'bulk':
      return [await bulk(client, db, operation)];
  }
}

type Kind<Name extends Operation['kind']> = Extract<Operation, { kind: Name }>;

async function command(client: MongoClient, db: string, document: Document, session?: ClientSession): Promise<string> {
  try {
    return show(comparable(document, await client.db(db).command(document, { promoteValues: false, session })));
  } catch (error) {
    return describeError(error);
  }
}

async function transaction(client: MongoClient, db: string, { commands, end }: Kind<'transaction'>): Promise<string[]> {
  const session = client.startSession();
  const seen: string[] = [];
  session.startTransaction();
  for (const document of commands) {
    const reply = await command(client, db, document, session);
    seen.push(reply);
    if (/^error|writeErrors/.test(reply)) break;
  }
  seen.push(await finish(session, end));
  await session.endSession();
  return seen;
}

function finish(session: ClientSession, end: 'commit' | 'abort'): Promise<string> {
  return (end === 'commit' ? session.commitTransaction() : session.abortTransaction()).then(() => 'done', describeError);
}

async function interleaved(client: MongoClient, db: string, { steps }: Kind<'interleaved'>): Promise<string[]> {
  const sessions = new Map<number, ClientSession>();
  const seen: string[] = [];
  for (const step of steps) {
    let session = sessions.get(step.session);
    if (!session) {
      session = client.startSession();
      session.startTransaction();
      sessions.set(step.session, session);
    }
    seen.push('end' in step ? await finish(session, step.end) : await command(client, db, step.command, session));
  }
  for (const session of sessions.values()) await session.endSession();
  return seen;
}

async function conflict(client: MongoClient, db: string, { first, second }: Kind<'conflict'>): Promise<string[]> {
  const sessions = [client.startSession(), client.startSession()] as const;
  const name = String(first.update);
  for (const session of sessions) session.startTransaction();
  const seen: string[] = [];
  for (const session of sessions) seen.push(await command(client, db, { find: name, filter: { _id: 7 } }, session));
  seen.push(await command(client, db, first, sessions[0]));
  seen.push(await command(client, db, second, sessions[1]));
  for (const session of sessions) seen.push(await finish(session, 'commit'));
  for (const session of sessions) await session.endSession();
  return seen;
}

/** As a driver that got no answer the first time. */
async function retry(client: MongoClient, db: string, document: Document): Promise<string[]> {
  const session = client.startSession();
  session.serverSession.txnNumber += 1;
  const numbered = { ...document, txnNumber: Long.fromNumber(session.serverSession.txnNumber) };
  const seen = [await command(client, db, numbered, session), await command(client, db, numbered, session)];
  await session.endSession();
  return seen;
}

async function cursor(client: MongoClient, db: string, { command: start, sizes, kill }: Kind<'cursor'>): Promise<string[]> {
  const session = client.startSession();
  const send = (document: Document) => client.db(db).command(document, { promoteValues: false, promoteLongs: false, session });
  const seen: string[] = [];
  try {
    const collection = String(start.find ?? start.aggregate);
    let reply = await send(start);
    seen.push(show(comparable(start, reply)));
    // When a cursor is known to be at its end is open, so an empty batch counts for nothing.
    const { id } = reply.cursor as { id: Long };
    for (const batchSize of sizes) {
      if (String(reply.cursor.id) === '0') return seen;
      const more = { getMore: id, collection, batchSize };
      reply = await send(more);
      if (reply.cursor.nextBatch.length > 0) seen.push(show(comparable(more, reply)));
    }
    if (String(reply.cursor.id) === '0') return seen;
    await send({ killCursors: collection, cursors: [id] });
    if (kill && !(await isGone(send({ getMore: id, collection })))) seen.push('goes on after its end');
  } catch (error) {
    seen.push(describeError(error));
  } finally {
    await session.endSession();
  }
  return seen;
}

function isGone(answer: Promise<Document>): Promise<boolean> {
  return answer.then(
    () => false,
    ({ codeName }: { codeName?: string }) => codeName === 'CursorNotFound',
  );
}

async function bulk(client: MongoClient, db: string, { collection, operations, ordered }: Kind<'bulk'>): Promise<string> {
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
