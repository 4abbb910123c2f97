import { describe, expect, it } from 'vitest';
import { password } from '../../../../tests/company.ts';
import { useServer } from '../running-server.ts';

const here = useServer();
const setup = (email: string) => ({ organisation: '澄川', name: '周砚秋', email, password, locale: 'zh-CN' });

describe('the first run', () => {
  it('is ready and says that setup is needed', async () => {
    expect(await here.anybody.call('ready')).toEqual({ status: 'ok', setup: true });
    expect(await here.anybody.call('setupState')).toEqual({ needed: true });
  });

  it('keeps everything else closed', async () => {
    for (const path of ['/api/session', '/api/apps', '/api/users', '/api/openapi.json', '/api/docs', '/metrics', '/api/tasks']) {
      const answer = await here.ask('GET', path);
      expect([path, answer.status, answer.json?.error.code]).toEqual([path, 403, 'SETUP_NEEDED']);
    }
    expect((await here.ask('POST', '/api/session', { body: { email: 'a@example.com', password } })).status).toBe(403);
  });

  it('tells everything that is wrong with it at once', async () => {
    const answer = await here.ask('POST', '/api/setup', { body: { ...setup('not an address'), organisation: '', timeZone: 7, more: 1 } });
    expect(answer.status).toBe(422);
    expect(answer.json.error.details.map((detail: { path: string }) => detail.path).sort()).toEqual([
      '/email',
      '/more',
      '/organisation',
      '/timeZone',
    ]);
  });

  it('refuses a short password, one’s own name, and an unknown time zone', async () => {
    expect((await here.ask('POST', '/api/setup', { body: { ...setup('a@example.com'), password: 'short' } })).json.error.code).toBe(
      'WEAK_PASSWORD',
    );
    expect(
      (await here.ask('POST', '/api/setup', { body: { ...setup('longname@example.com'), password: 'LongName@example.com' } })).json.error
        .code,
    ).toBe('WEAK_PASSWORD');
    expect(
      (await here.ask('POST', '/api/setup', { body: { ...setup('a@example.com'), timeZone: 'Moon/Base' } })).json.error.details[0].path,
    ).toBe('/timeZone');
  });

  it('of fifty people racing for it exactly one wins', { timeout: 60_000 }, async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => here.ask('POST', '/api/setup', { body: setup(`a${index}@example.com`) })),
    );
    expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([201, ...Array(49).fill(409)]);
    const winner = answers.find((answer) => answer.status === 201);
    const session = await here.ask('GET', '/api/session', { headers: { authorization: `Bearer ${winner?.json.token}` } });
    expect(session.json.user.admin).toBe(true);
    expect((await here.ask('GET', '/api/users', { headers: { authorization: `Bearer ${winner?.json.token}` } })).json.users).toHaveLength(
      1,
    );
  });

  it('is over then', async () => {
    expect(await here.anybody.call('ready')).toEqual({ status: 'ok', setup: false });
    expect((await here.ask('POST', '/api/setup', { body: setup('late@example.com') })).json.error.code).toBe('SETUP_DONE');
  });
});
