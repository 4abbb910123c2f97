import type { IncomingHttpHeaders } from 'node:http';

/** Whether a handshake comes from a page of this server, from an allowed origin, or from no page at all (programs send no Origin). */
export function isOwnOrigin(headers: IncomingHttpHeaders, origins: readonly string[]): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (origins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
