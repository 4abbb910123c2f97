import { PassThrough } from 'node:stream';
import type { FileInfo } from '@formwright/client';
import { AppError } from '@formwright/metadata';
import type { Request, Response } from 'express';
import multer, { MulterError, type StorageEngine } from 'multer';
import type { Principal } from '../store/principal.ts';
import type { Services } from '../store/services.ts';
import type { Receipt } from '../store/store.ts';
import { storeFile } from '../write/file.ts';
import { safeName } from './safe-name.ts';

/** Most bytes of one file. */
export const fileLimit = 50 * 1024 * 1024;

/** Takes one file out of a form (part `file`) straight into the store. Throws UNSUPPORTED_TYPE, FILE_TOO_LARGE, BAD_REQUEST. */
export async function receiveFile(
  services: Services,
  principal: Principal,
  exchange: { request: Request; response: Response; receipt: Receipt<FileInfo> },
): Promise<FileInfo> {
  const { request, response, receipt } = exchange;
  const type = String(request.headers['content-type'] ?? '');
  if (!type.toLowerCase().startsWith('multipart/form-data'))
    throw new AppError('UNSUPPORTED_TYPE', { params: { type: type.split(';', 1)[0]?.slice(0, 100) || '–' } });
  const storage = intoStore(services, principal, receipt);
  const upload = multer({ storage, limits: { fileSize: fileLimit, files: 1, fields: 0, parts: 1, headerPairs: 20 } }).single('file');
  await new Promise<void>((resolve, reject) => {
    void upload(request, response, (error: unknown) => (error ? reject(toAppError(error)) : resolve()));
  });
  if (!request.file) throw new AppError('BAD_REQUEST', { details: [{ path: '/file', code: 'REQUIRED' }] });
  return (request.file as Express.Multer.File & { stored: FileInfo }).stored;
}

function intoStore(services: Services, principal: Principal, receipt: Receipt<FileInfo>): StorageEngine {
  return {
    _handleFile: (_request, file, done) => {
      const content = new PassThrough();
      // The form's end must not pass unseen: a file cut at the limit is refused, not kept short.
      file.stream.on('limit', () => content.destroy(tooLarge()));
      file.stream.on('error', (error: Error) => content.destroy(error));
      file.stream.pipe(content);
      storeFile(services, principal, {
        name: safeName(utf8(file.originalname)),
        type: mediaType(file.mimetype),
        content,
        limit: fileLimit,
        receipt,
      }).then(
        (stored) => done(undefined, { stored } as Partial<Express.Multer.File>),
        (error: unknown) => {
          file.stream.resume();
          done(error);
        },
      );
    },
    _removeFile: (_request, _file, done) => done(null),
  };
}

/** Browsers send names as UTF-8, which the form parser reads as Latin-1. */
function utf8(name: string): string {
  const text = Buffer.from(name, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? name : text;
}

function mediaType(claimed: string): string {
  return /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(claimed) ? claimed.toLowerCase() : 'application/octet-stream';
}

function tooLarge(): AppError {
  return new AppError('FILE_TOO_LARGE', { params: { limit: `${fileLimit / 1024 / 1024} MB` } });
}

function toAppError(error: unknown): unknown {
  if (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE') return tooLarge();
  if (error instanceof MulterError)
    return new AppError('BAD_REQUEST', { cause: error, details: [{ path: '/file', code: 'OTHER', params: { message: error.message } }] });
  // What the form parser throws is about the form; what the store throws is in the catalogue or ours.
  if (error instanceof Error && !(error instanceof AppError) && /multipart|boundary|form|header/i.test(error.message))
    return new AppError('BAD_REQUEST', { cause: error });
  return error;
}
