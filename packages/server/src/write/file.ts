import type { Readable } from 'node:stream';
import type { FileInfo } from '@formwright/client';
import type { Principal } from '../store/principal.ts';
import type { Services } from '../store/services.ts';

/** A file on its way in. */
export interface Upload {
  name: string;
  /** Media type as claimed. */
  type: string;
  content: Readable;
  /** Most bytes; default 50 MB. Throws AppError FILE_TOO_LARGE beyond. */
  limit?: number;
}

/** Stores a file that no record holds yet; only its uploader may put it into a record, within 24 hours. */
export function storeFile(_services: Services, _principal: Principal, _upload: Upload): Promise<FileInfo> {
  throw new Error('not yet: storeFile');
}
