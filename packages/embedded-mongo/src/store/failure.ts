import { MongoError } from '../errors.ts';

/** What the file's own failures mean to a client: a full disk is OutOfDiskSpace, all else InternalError. */
export function toStoreError(error: unknown): MongoError {
  if (error instanceof MongoError) return error;
  return isFull(error) ? diskFull() : new MongoError('InternalError', messageOf(error));
}

/** Whether the file system says that there is no room. */
export function isFull(error: unknown): boolean {
  if (error instanceof MongoError) return error.codeName === 'OutOfDiskSpace';
  return /no space left|ENOSPC|disk quota|EDQUOT|file too large|EFBIG|MDB_MAP_FULL/i.test(messageOf(error));
}

/** What a client is told whose work comes after the end. */
export function closed(): MongoError {
  return new MongoError('InterruptedAtShutdown', 'the store is closed');
}

/** What a client is told when the disk is full. */
export function diskFull(): MongoError {
  return new MongoError('OutOfDiskSpace', 'the disk is full: nothing was written; free some space and try again');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
