import { AppError, type Locale, toErrorBody } from '@formwright/metadata';
import type { Response } from 'express';
import type { Logger } from 'pino';

/** What an answer of failure needs to know. */
export interface FailureContext {
  locale: Locale;
  requestId: string;
  log: Logger;
}

/** Answers a failure in the one shape there is; what is not in the catalogue is logged and told as INTERNAL. */
export function answerError(response: Response, thrown: unknown, context: FailureContext): void {
  const error = toAppError(thrown);
  if (error.status >= 500 && error.code !== 'SHUTTING_DOWN')
    context.log.error({ requestId: context.requestId, code: error.code, err: thrown }, 'request failed');
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error.status === 429) response.setHeader('Retry-After', String(error.params.seconds ?? 1));
  response.status(error.status).setHeader('Cache-Control', 'no-store');
  response.json(toErrorBody(error, context.locale, context.requestId));
}

/** The failure of the catalogue that stands for whatever was thrown. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof URIError) return new AppError('BAD_REQUEST', { cause: thrown });
  if (thrown instanceof Error) return byName(thrown);
  return new AppError('INTERNAL', { cause: thrown });
}

const unreachable = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoPoolClearedError',
  'MongoClientClosedError',
]);

function byName(error: Error): AppError {
  if ('status' in error && typeof error.status === 'number' && error.status < 500) return new AppError('BAD_REQUEST', { cause: error });
  if (unreachable.has(error.name)) return new AppError('DATABASE_UNAVAILABLE', { cause: error });
  const code = 'code' in error ? error.code : undefined;
  if (code === 50) return new AppError('QUERY_TOO_SLOW', { cause: error });
  if (code === 'ENOSPC' || code === 14031) return new AppError('DISK_FULL', { cause: error });
  if (code === 112 || code === 251) return new AppError('LOST_RACE', { cause: error });
  return new AppError('INTERNAL', { cause: error });
}
