import { describe, expect, it } from 'vitest';
import { password, setUp } from '../../../../tests/company.ts';
import { useServer } from '../running-server.ts';

const here = useServer({ trustProxy: true });
const https = { 'x-forwarded-proto': 'https' };

describe('a browser behind https', () => {
  it('gets a cookie that is bound to this host and to https, and is known by it alone', async () => {
    await setUp(here.url);
    const answer = await here.ask('POST', '/api/session', { body: { email: 'admin@example.com', password }, headers: https });
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^__Host-formwright=fws_[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$/);
    const [pair = ''] = cookie.split(';');
    const session = (headers: Record<string, string>) => here.ask('GET', '/api/session', { headers });
    expect((await session({ ...https, cookie: pair })).json).toMatchObject({ user: { name: '周砚秋' } });
    // A neighbour on a subdomain or plain http can plant the plain name, never the guarded one.
    expect((await session({ ...https, cookie: pair.replace('__Host-', '') })).status).toBe(401);
    expect((await session({ cookie: pair })).status).toBe(401);
    const out = await here.ask('DELETE', '/api/session', { headers: { ...https, cookie: pair } });
    expect(out.headers.get('set-cookie')).toMatch(/^__Host-formwright=; Path=\/; HttpOnly; SameSite=Lax; Max-Age=0; Secure$/);
    expect((await session({ ...https, cookie: pair })).status).toBe(401);
  });
});
