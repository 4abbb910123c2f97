import { describe, expect, it } from 'vitest';
import { pack } from '../../packages/server/test/pack.ts';
import { type Case, get, post, refuseEach, useHostileWorld } from './hostile-requests.ts';
import { files, leads, type Send } from './hostile-world.ts';

const world = useHostileWorld();
const draft = (key: string) => `/api/apps/desk/draft/entity/${key}`;
const withField = (key: string, field: unknown): unknown => {
  const document = JSON.parse(files['entities/lead.json'] ?? '');
  return { ...document, properties: { ...document.properties, [key]: field } };
};
const put = (as: Send['as'], body: unknown): Send => ({ as, method: 'PUT', path: draft('lead'), body });
const harmless = () => put('admin', withField('extra', { title: 'Extra', type: 'string', 'x-field': { type: 'text' } }));

refuseEach(world, [
  {
    id: 'P06',
    hostile: () =>
      post('admin', '/api/apps', { package: pack({ ...files, 'settings.json': '{"signup":"open"}', 'users/x.json': '{"key":"x"}' }) }),
    twin: () => post('admin', '/api/apps', { package: pack({ 'app.json': '{"key":"p06","title":"x","version":"1.0.0"}' }) }),
  },
  {
    id: 'P07',
    hostile: () =>
      post('admin', '/api/apps', {
        package: pack({ 'app.json': '{"key":"p07","title":"x","version":"1.0.0","__proto__":{"isAdmin":true}}' }),
      }),
    twin: () => post('admin', '/api/apps', { package: pack({ 'app.json': '{"key":"p07","title":"x","version":"1.0.0"}' }) }),
  },
  {
    id: 'P10',
    hostile: () => post('admin', '/api/apps', { package: pack(files) }),
    twin: () => post('admin', '/api/apps', { blank: { key: 'p10', title: 'x' } }),
    status: [409],
  },
  {
    id: 'P11',
    hostile: () => post('alice', '/api/files', { files: { f: { filepath: '/etc/passwd', originalFilename: 'x.txt' } } }),
    twin: () => get('alice', '/api/session'),
    status: [415],
  },
  ...(['pattern', '$ref', 'anyOf', 'patternProperties'] as const).map(
    (keyword): Case => ({
      id: `S ${keyword}`,
      hostile: () =>
        put(
          'admin',
          withField('extra', {
            title: 'x',
            type: 'string',
            'x-field': { type: 'text' },
            [keyword]: keyword === 'pattern' ? '^(a+)+$' : 'http://169.254.169.254/',
          }),
        ),
      twin: harmless,
    }),
  ),
  ...['toString_ ', 'hasOwnProperty', '$where', 'a.b', '', '_id', '__v', 'createdBy', '\u0000x', ' x ', 'x\u202ey'].map(
    (name): Case => ({
      id: `S11 ${JSON.stringify(name)}`,
      hostile: () => put('admin', withField(name, { title: 'x', type: 'string', 'x-field': { type: 'text' } })),
      twin: harmless,
    }),
  ),
  ...['javascript:alert(1)', 'vbscript:x', '//evil', 'data:text/html;base64,PHNjcmlwdD4='].map(
    (link): Case => ({
      id: `X08 ${link}`,
      hostile: () => post('alice', `${leads}/records`, { name: 'x', link }),
      twin: () => post('alice', `${leads}/records`, { name: 'x', link: 'https://example.com/' }),
    }),
  ),
  ...['1e400', Number.MAX_VALUE.toString().repeat(2), true, [1], {}].map(
    (amount): Case => ({
      id: `S14 ${JSON.stringify(amount)}`.slice(0, 40),
      hostile: () => post('alice', `${leads}/records`, { name: 'x', amount }),
      twin: () => post('alice', `${leads}/records`, { name: 'x', amount: 1 }),
    }),
  ),
]);

describe('E05: rubbish', () => {
  it('over all routes answers 4xx and the server lives', { timeout: 120_000 }, async () => {
    const document = (await world.send(get('admin', '/api/openapi.json'))).json as { paths: Record<string, Record<string, unknown>> };
    const junk = [undefined, null, 0, 'x', [], {}, { id: {} }, { $where: '1' }, 'x'.repeat(5000)];
    let seed = 7;
    const pick = <T>(list: readonly T[]): T => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return list[seed % list.length] as T;
    };
    for (const [path, item] of Object.entries(document.paths)) {
      for (const method of Object.keys(item)) {
        for (let round = 0; round < 6; round += 1) {
          if (path === '/api/session' && method === 'delete') continue;
          const filled = path.replace(/\{(\w+)\}/g, () =>
            encodeURIComponent(pick(['desk', 'lead', world.r1, 'x', '%', '..', '🙂', 'a'.repeat(300), world.task])),
          );
          const body = method === 'get' || method === 'delete' ? undefined : pick(junk);
          const { status, text } = await world.send({
            as: pick(['alice', 'viewer', 'anon'] as const),
            method: method.toUpperCase(),
            path: filled,
            body,
          });
          expect([method, filled, JSON.stringify(body)?.slice(0, 60), status < 500, status < 500 ? '' : text]).toEqual([
            method,
            filled,
            JSON.stringify(body)?.slice(0, 60),
            true,
            '',
          ]);
        }
      }
    }
    expect((await world.send(get('anon', '/health/ready'))).status).toBe(200);
  });
});
