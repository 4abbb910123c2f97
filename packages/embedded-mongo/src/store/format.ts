import { closeSync, existsSync, openSync, statSync, truncateSync } from 'node:fs';
import { readInt32 } from '../bson/walk.ts';
import { MongoError } from '../errors.ts';
import type { StoreFile } from './file.ts';
import { magicOffset } from './meta-page.ts';
import type { Entry } from './view.ts';

/** The format that this version writes. Older ones are migrated when opened, newer ones refused. */
export const formatVersion = 1;

/** Throws InternalError when something stands at `path` that is not a store's file. */
export function assertOurFile(path: string): void {
  if (!existsSync(path) || statSync(path).size === 0) return;
  const file = openSync(path, 'r');
  try {
    if (magicOffset(file) !== undefined) return;
  } finally {
    closeSync(file);
  }
  throw unreadable(path, 'is not a store of this program, or its beginning is damaged');
}

/**
 * Throws InternalError when the end of the file is torn off. Pages at the end may be free ones that were never written:
 * so a file that is too short is filled up, and all its documents are read to make sure.
 */
export function assertWhole(file: StoreFile): void {
  const { fileBytes } = file.sizes();
  if (statSync(file.path).size >= fileBytes) return;
  truncateSync(file.path, fileBytes);
  try {
    const entries = file.latest.entries({ low: Uint8Array.of(0), high: Uint8Array.of(0xff) }, true);
    for (let next = entries.next(); !next.done; next = entries.next()) assertDocument(next.value);
  } catch (error) {
    throw unreadable(file.path, `is damaged, its end is torn off (${error instanceof Error ? error.message : String(error)})`);
  }
}

function assertDocument({ value }: Entry): void {
  if (value.length >= 5 && (readInt32(value, 0) !== value.length || value.at(-1) !== 0)) throw new Error('a document has no end');
}

/** Throws InternalError for a format that is newer than ours. */
export function assertFormat(found: number, path: string): void {
  if (found <= formatVersion) return;
  throw new MongoError(
    'InternalError',
    `${path} was written by a newer version (format ${found}, this program knows ${formatVersion}): start it with that version, or restore a backup of this one`,
  );
}

/** Says what is the matter with a file that cannot be read, and what to do. */
export function unreadable(path: string, what: string): MongoError {
  return new MongoError('InternalError', `${path} ${what}: put its folder aside and restore the latest backup into a new one`);
}
