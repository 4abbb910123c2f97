import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { copyRows } from '../store/copy-rows.ts';
import { type DatabaseTarget, openDatabase } from '../store/open-database.ts';
import type { Store } from '../store/store.ts';

/** Format of the file; a newer one is refused on the way in. */
export const backupFormat = 1;
/** First line of every backup. */
export const backupMark = 'formwright-backup';

/** Writes the whole database, files included, as of one moment, into a stream and ends it. Throws StartFault when the database cannot be opened. */
export async function backupTo(target: DatabaseTarget, stream: Writable): Promise<{ documents: number }> {
  const database = await openDatabase(target, { share: true });
  try {
    return await backupStore(database.store, stream);
  } finally {
    await database.close();
  }
}

/** The same for a database that is open already. */
export async function backupStore(store: Store, stream: Writable): Promise<{ documents: number }> {
  let documents = 0;
  const lines = async function* () {
    yield `${JSON.stringify({ [backupMark]: backupFormat })}\n`;
    for await (const line of copyRows(store)) {
      if (line.startsWith('{"in"')) documents += 1;
      yield `${line}\n`;
    }
    // A file without this line was cut short.
    yield `${JSON.stringify({ end: documents })}\n`;
  };
  await pipeline(Readable.from(lines()), createGzip(), stream);
  return { documents };
}
