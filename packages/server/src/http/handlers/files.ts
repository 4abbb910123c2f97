import { PassThrough } from 'node:stream';
import type { FileInfo } from '@formwright/client';
import { backupStore } from '../../outside/backup.ts';
import { receiveFile } from '../../outside/receive-file.ts';
import { openFile } from '../../read/open-file.ts';
import type { Handlers } from '../call.ts';
import { answerWithin } from '../idempotency.ts';
import type { HttpParts } from '../parts.ts';

/** Upload, download, and the whole database as a file. */
export function fileHandlers({ services }: HttpParts): Pick<Handlers, 'uploadFile' | 'file' | 'backup'> {
  return {
    uploadFile: async ({ principal, request, response, keep }) => {
      const { receipt, answer } = answerWithin(keep, (info: FileInfo) => info);
      await receiveFile(services, principal, { request, response, receipt });
      return answer();
    },
    backup: async () => {
      const content = new PassThrough();
      // A backup that fails midway ends the download with it: the cause is thrown where it is read.
      backupStore(services.store, content).catch((error: unknown) =>
        content.destroy(error instanceof Error ? error : new Error(String(error))),
      );
      return {
        content,
        headers: {
          'Content-Disposition': `attachment; filename="formwright-${new Date(services.now()).toISOString().slice(0, 10)}.backup"`,
        },
      };
    },
    file: async ({ principal, params }) => {
      const { info, content } = await openFile(services, principal, params.id);
      return {
        content,
        type: 'application/octet-stream',
        headers: { ...attachment(info.name), 'Content-Length': String(info.size), 'X-Content-Type-Options': 'nosniff' },
      };
    },
  };
}

/** Never shown in the page, always saved: an uploaded page must not run under our name. */
function attachment(name: string): Record<string, string> {
  const ascii = name.replace(/[^\w.-]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
  return { 'Content-Disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}` };
}
