import { AppError } from '@formwright/metadata';
import type { Request } from 'express';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses a writing request that another site's page sent with this browser's cookie. Throws BAD_ORIGIN. */
export function checkOrigin(request: Request, publicOrigin: string | undefined): void {
  if (safe.has(request.method) || request.headers.authorization !== undefined) return;
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin !== undefined ? !isOwn(origin, host, publicOrigin) : site === 'cross-site' || site === 'same-site')
    throw new AppError('BAD_ORIGIN');
}

/** Whether an Origin header names this very server. */
export function isOwn(origin: string, host: string | undefined, publicOrigin: string | undefined): boolean {
  if (publicOrigin !== undefined && origin === publicOrigin) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
