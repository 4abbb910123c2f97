import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import type { Request, RequestHandler, Response } from 'express';

const types = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.webmanifest', 'application/manifest+json'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.woff2', 'font/woff2'],
  ['.txt', 'text/plain; charset=utf-8'],
]);
const ownPaths = new Set(['api', 'health', 'metrics', 'f', 'socket.io', 'assets']);

interface Asset {
  file: string;
  type: string;
  etag: string;
  immutable: boolean;
  /** Encodings that lie ready beside it, best first. */
  encodings: ReadonlyArray<{ name: string; file: string }>;
}

/** Serves the built web app from a folder; every page address that no file answers gets the app itself. */
export function staticWeb(folder: string): RequestHandler {
  let assets = scan(folder);
  return (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    if (assets.size === 0) assets = scan(folder);
    const asset = assets.get(request.path) ?? (isPage(request) ? assets.get('/index.html') : undefined);
    if (asset === undefined) return next();
    send(asset, request, response);
  };
}

/** A list made once is also the guard: no path outside it can be asked for. */
function scan(folder: string): Map<string, Asset> {
  const files = new Set(listFiles(folder));
  const assets = new Map<string, Asset>();
  for (const file of files) {
    if (file.endsWith('.br') || file.endsWith('.gz') || file.endsWith('.map')) continue;
    const path = `/${relative(folder, file).split(sep).join('/')}`;
    const encodings = [
      { name: 'br', file: `${file}.br` },
      { name: 'gzip', file: `${file}.gz` },
    ].filter((encoding) => files.has(encoding.file));
    assets.set(path, {
      file,
      type: types.get(extname(file)) ?? 'application/octet-stream',
      etag: etagOf(file),
      immutable: path.startsWith('/assets/'),
      encodings,
    });
  }
  return assets;
}

function listFiles(folder: string): string[] {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function etagOf(file: string): string {
  return `"${createHash('sha256').update(readFileSync(file)).digest('base64url').slice(0, 22)}"`;
}

function isPage(request: Request): boolean {
  if (!request.accepts('html')) return false;
  if (!/^(\/[\w-]+)*\/?$/.test(request.path)) return false;
  return !ownPaths.has(request.path.split('/')[1]?.toLowerCase() ?? '');
}

function send(asset: Asset, request: Request, response: Response): void {
  const accepted = String(request.headers['accept-encoding'] ?? '');
  const encoding = asset.encodings.find(({ name }) => accepted.includes(name));
  response.setHeader('Content-Type', asset.type);
  response.setHeader('Vary', 'Accept-Encoding');
  response.setHeader('ETag', asset.etag);
  response.setHeader('Cache-Control', asset.immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (request.headers['if-none-match'] === asset.etag) {
    response.status(304).end();
    return;
  }
  if (encoding !== undefined) response.setHeader('Content-Encoding', encoding.name);
  response.sendFile(encoding?.file ?? asset.file, { etag: false, lastModified: false, cacheControl: false, dotfiles: 'allow' });
}
