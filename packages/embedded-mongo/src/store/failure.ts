import { MongoError } from '../errors.ts';

/** What the file's own failures mean to a client: a full disk is OutOfDiskSpace, all else InternalError. */
export function toStoreError(error: unknown): MongoError {
  if (error instanceof MongoError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (/no space left|ENOSPC|disk quota|EDQUOT|file too large|EFBIG|MDB_MAP_FULL/i.test(message)) {
    return new MongoError('OutOfDiskSpace', 'the disk is full: nothing was written; free some space and try again');
  }
  return new MongoError('InternalError', message);
}
