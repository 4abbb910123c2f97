import type { IncomingMessage } from 'node:http';
import { AppError } from '@formwright/metadata';
import { checkJson } from './check-json.ts';

/** Most bytes of a JSON body. */
export const bodyLimit = 1024 * 1024;
/** Most bytes of the body of a batch. */
export const batchLimit = 16 * 1024 * 1024;

/**
 * The JSON body of a request, undefined when it has none.
 * Throws UNSUPPORTED_TYPE for another content type, TOO_LARGE, BAD_JSON for what is not JSON or not safe to hold.
 */
export async function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  const bytes = await readBytes(request, limit);
  if (bytes.length === 0) return undefined;
  requireJson(request);
  return parse(bytes);
}

/** Refuses a body that is not declared as JSON, before it is read: a browser form cannot pose as a call. */
export function requireJson(request: IncomingMessage): void {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type !== 'application/json') throw new AppError('UNSUPPORTED_TYPE', { params: { type: type.slice(0, 100) || '–' } });
}

async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) throw tooLarge(limit);
  if (announced > 0 || request.headers['transfer-encoding'] !== undefined) requireJson(request);
  if (request.headers['content-encoding'] !== undefined && request.headers['content-encoding'] !== 'identity') {
    throw new AppError('UNSUPPORTED_TYPE', { params: { type: String(request.headers['content-encoding']).slice(0, 100) } });
  }
  return collect(request, limit);
}

/** Without `for await`: leaving such a loop early would cut the connection before the refusal is heard. */
function collect(request: IncomingMessage, limit: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size <= limit) parts.push(part);
      else reject(tooLarge(limit));
    });
    request.on('end', () => resolve(Buffer.concat(parts)));
    request.on('error', (cause) => reject(new AppError('BAD_REQUEST', { cause })));
    request.on('aborted', () => reject(new AppError('BAD_REQUEST')));
  });
}

function parse(bytes: Buffer): unknown {
  const value = decode(bytes);
  checkJson(value);
  return value;
}

function decode(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AppError('BAD_JSON', { cause });
  }
}

function tooLarge(limit: number): AppError {
  return new AppError('TOO_LARGE', { params: { limit: `${limit / 1024 / 1024} MB` } });
}
