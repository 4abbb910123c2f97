import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FileInfo } from '@formwright/client';
import { AppError } from '@formwright/metadata';
import { newId } from '../store/ids.ts';
import { actorId, type Principal } from '../store/principal.ts';
import type { FileRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import type { Receipt } from '../store/store.ts';

/** A file on its way in. */
export interface Upload {
  name: string;
  /** Media type as claimed. */
  type: string;
  content: Readable;
  /** Most bytes; default 50 MB. Throws AppError FILE_TOO_LARGE beyond. */
  limit?: number;
  receipt?: Receipt<FileInfo>;
}

const defaultLimit = 50 * 1024 * 1024;

/** Stores a file that no record holds yet; only its uploader may put it into a record, within 24 hours. A failed upload leaves nothing behind. */
export async function storeFile(services: Services, principal: Principal, upload: Upload): Promise<FileInfo> {
  const { store } = services;
  const id = newId();
  const name = cleanName(upload.name);
  const counter = createCounter(upload.limit ?? defaultLimit);
  const target = store.bytes.openUploadStreamWithId(id, name);
  try {
    await pipeline(upload.content, counter.stream, target);
    const size = counter.size();
    const type = /^[\w.+-]{1,60}\/[\w.+-]{1,80}$/.test(upload.type) ? upload.type : 'application/octet-stream';
    const row: FileRow = { _id: id, name, size, type, uploadedBy: actorId(principal), at: new Date(services.now()), claim: null };
    const info = { id: id.toString(), name, size, type };
    await store.transaction(async (tx) => {
      await store.models.files.create([row], { session: tx.session });
      await upload.receipt?.(tx, info);
    });
    return info;
  } catch (error) {
    await target.abort().catch(() => undefined);
    await store.bytes.delete(id).catch(() => undefined);
    throw error;
  }
}

/** A file name for showing only: no path, no control characters, at most 200 characters. */
function cleanName(name: string): string {
  const last = name.replaceAll('\\', '/').split('/').at(-1) ?? '';
  const plain = [...last.normalize('NFC')].filter((letter) => letter >= ' ' && letter !== '\u007f').join('');
  return plain.trim().slice(0, 200) || 'file';
}

function createCounter(limit: number): { stream: Transform; size: () => number } {
  let size = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      size += chunk.length;
      if (size > limit) next(new AppError('FILE_TOO_LARGE', { params: { limit: `${Math.floor(limit / 1024 / 1024)} MB` } }));
      else next(null, chunk);
    },
  });
  return { stream, size: () => size };
}
