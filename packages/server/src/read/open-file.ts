import type { Readable } from 'node:stream';
import type { FileInfo } from '@formwright/client';
import type { Principal } from '../store/principal.ts';
import type { Services } from '../store/services.ts';

/** A file as its reader may have it: under the rights of the record and field that hold it, or one's own upload. Throws NOT_FOUND. */
export function openFile(_services: Services, _principal: Principal, _id: string): Promise<{ info: FileInfo; content: Readable }> {
  throw new Error('not yet: openFile');
}
