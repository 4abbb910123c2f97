import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Route } from '@formwright/client';
import type { Response } from 'express';
import type { Download } from './call.ts';

/** Sends what a handler answered: JSON with the declared status, nothing for 204, or a download. */
export function sendAnswer(response: Response, declared: Route, answer: unknown): void {
  if (!response.hasHeader('Cache-Control')) response.setHeader('Cache-Control', 'no-store');
  const status = declared.status ?? 200;
  if (declared.produces) return sendDownload(response, declared.produces, answer as Download);
  if (status === 204) {
    response.status(204).end();
    return;
  }
  response.status(status).json(answer);
}

function sendDownload(response: Response, type: string, download: Download): void {
  response.setHeader('Content-Type', download.type ?? type);
  for (const [name, value] of Object.entries(download.headers ?? {})) response.setHeader(name, value);
  if (!(download.content instanceof Readable)) {
    response.end(download.content);
    return;
  }
  // A reader that goes away, or a store that fails midway, ends the connection: half a file must not look whole.
  pipeline(download.content, response).catch(() => response.destroy());
}
