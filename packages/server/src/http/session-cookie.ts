import type { Request, Response } from 'express';

const plain = 'formwright';
const guarded = '__Host-formwright';

/** The session token of a request: of its Authorization header, else of its cookie. */
export function tokenOf(request: Request): string | undefined {
  const { authorization } = request.headers;
  if (authorization !== undefined) return /^Bearer ([\w.~+/=-]{1,512})$/i.exec(authorization)?.[1] ?? '';
  return readCookie(request.headers.cookie, request.secure ? guarded : plain);
}

/** The session token in a Cookie header. */
export function readCookie(header: string | undefined, name: string = plain): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [key, value] = part.split('=', 2);
    if (key?.trim() === name && value !== undefined) return value.trim();
  }
  return undefined;
}

/** The session token a socket's handshake carries, whichever cookie name is in use. */
export function cookieToken(header: string | undefined): string | undefined {
  return readCookie(header, guarded) ?? readCookie(header, plain);
}

/** Gives the browser its session; no script can read it and no other site can send it. */
export function setSessionCookie(request: Request, response: Response, token: string): void {
  response.append('Set-Cookie', cookie(request, token, 30 * 24 * 3600));
}

/** Takes the session away from the browser. */
export function clearSessionCookie(request: Request, response: Response): void {
  response.append('Set-Cookie', cookie(request, '', 0));
}

function cookie(request: Request, value: string, seconds: number): string {
  const name = request.secure ? guarded : plain;
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${request.secure ? '; Secure' : ''}`;
}
