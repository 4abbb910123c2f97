import { createClient } from '@formwright/client';
import { describe, expect, it } from 'vitest';
import { password, signIn } from '../../../../tests/company.ts';
import { useCompany } from '../running-server.ts';

const here = useCompany();

describe('signing in', () => {
  it('gives a browser a cookie that no script reads and no other site sends', async () => {
    const answer = await here.ask('POST', '/api/session', { body: { email: 'SALES@example.com', password } });
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^formwright=fws_[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax/);
    const session = await here.ask('GET', '/api/session', { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect(session.json).toMatchObject({
      user: { name: '林知夏', mustChangePassword: false, department: { name: '华东' } },
      organisation: { name: '澄川智能装备', timeZone: 'Asia/Shanghai' },
    });
  });

  it('takes nobody’s word for https where no proxy is trusted', async () => {
    const answer = await here.ask('POST', '/api/session', {
      body: { email: 'sales@example.com', password },
      headers: { 'x-forwarded-proto': 'https' },
    });
    expect(answer.headers.get('set-cookie')).toMatch(/^formwright=/);
  });

  it('answers the same for a wrong password and an unknown address', async () => {
    const wrong = await here.ask('POST', '/api/session', { body: { email: 'manager@example.com', password: 'wrong-password' } });
    const unknown = await here.ask('POST', '/api/session', { body: { email: 'nobody@example.com', password: 'wrong-password' } });
    const bare = ({ json }: typeof wrong) => ({ ...json.error, requestId: '' });
    expect([wrong.status, bare(wrong)]).toEqual([401, bare(unknown)]);
  });

  it('takes no objects for words', async () => {
    expect((await here.ask('POST', '/api/session', { body: { email: 'admin@example.com', password: { $ne: null } } })).status).toBe(422);
  });

  it('after ten wrong passwords waits, and counts only those', { timeout: 60_000 }, async () => {
    await here.admin.call('createUser', { body: { name: '甲', email: 'locked@example.com', password } });
    for (let round = 0; round < 12; round += 1) await signIn(here.url, 'locked@example.com');
    const wrong = () => here.ask('POST', '/api/session', { body: { email: 'Locked@example.com', password: 'wrong-password' } });
    const answers = await Promise.all(Array.from({ length: 15 }, wrong));
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(10);
    const late = await here.ask('POST', '/api/session', { body: { email: 'locked@example.com', password } });
    expect([late.status, late.json.error.code]).toEqual([429, 'TOO_MANY_SIGN_INS']);
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
    await signIn(here.url, 'sales@example.com');
  });
});

describe('a one-time password', () => {
  it('opens nothing but its own change', async () => {
    const { oneTimePassword = '' } = await here.admin.call('createUser', { body: { name: '乙', email: 'new@example.com' } });
    const client = await signIn(here.url, 'new@example.com', oneTimePassword);
    expect((await client.call('session')).user.mustChangePassword).toBe(true);
    await expect(client.call('apps')).rejects.toMatchObject({ code: 'MUST_CHANGE_PASSWORD', status: 403 });
    await expect(
      client.call('changePassword', { body: { password: oneTimePassword, newPassword: oneTimePassword } }),
    ).rejects.toMatchObject({ code: 'WEAK_PASSWORD' });
    await expect(client.call('changePassword', { body: { password: 'not this one', newPassword: password } })).rejects.toMatchObject({
      code: 'WRONG_PASSWORD',
      status: 422,
    });
    await client.call('changePassword', { body: { password: oneTimePassword, newPassword: password } });
    expect((await client.call('apps')).apps).toEqual([]);
  });
});

describe('a session', () => {
  it('ends at once when its owner signs out', async () => {
    const client = await signIn(here.url, 'sales@example.com');
    await client.call('signOut');
    await expect(client.call('session')).rejects.toMatchObject({ status: 401 });
  });

  it('ends, and keys with it, when the password changes elsewhere; the changing one goes on', async () => {
    await here.admin.call('createUser', { body: { name: '丙', email: 'change@example.com', password } });
    const [one, other] = [await signIn(here.url, 'change@example.com'), await signIn(here.url, 'change@example.com')];
    const { secret } = await one.call('createKey', { body: { name: 'k' } });
    const key = createClient({ baseUrl: here.url, token: secret });
    expect((await key.call('session')).user.name).toBe('丙');
    await one.call('changePassword', { body: { password, newPassword: 'another-river-stone' } });
    expect((await one.call('session')).user.name).toBe('丙');
    await expect(other.call('session')).rejects.toMatchObject({ status: 401 });
    await expect(key.call('session')).rejects.toMatchObject({ status: 401 });
  });

  it('is not made of rubbish', async () => {
    for (const token of ['', 'x', 'eyJhbGciOiJub25lIn0.e30.', `fws_${'a'.repeat(43)}`, 'fwk_', '../../dev/null']) {
      expect([token, (await here.ask('GET', '/api/session', { headers: { authorization: `Bearer ${token}` } })).status]).toEqual([
        token,
        401,
      ]);
    }
  });

  it('is not used by another site’s page', async () => {
    const cookie = `formwright=${here.admin.token}`;
    const body = { name: '来自别处' };
    const path = '/api/apps/customer/entities/customer/records';
    expect((await here.ask('POST', path, { body, headers: { cookie, origin: 'https://evil.example' } })).json.error.code).toBe(
      'BAD_ORIGIN',
    );
    expect(
      (
        await here.ask('POST', path, {
          raw: JSON.stringify(body),
          headers: { cookie, origin: 'https://evil.example', 'content-type': 'text/plain' },
        })
      ).status,
    ).toBe(403);
    expect((await here.ask('POST', path, { body, headers: { cookie, 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
    expect((await here.ask('POST', path, { body, headers: { cookie, origin: here.url } })).status).toBe(201);
  });
});
