import type { EntityDoc, WorkflowDoc } from '@formwright/metadata';
import { describe, expect, it } from 'vitest';
import { pack } from '../pack.ts';
import { customer, useCompany } from '../running-server.ts';

const here = useCompany();
const entityDraft = { app: 'customer', kind: 'entity', key: 'customer' } as const;
const field = { title: '预算', type: 'number', 'x-field': { type: 'number' } } as const;
const readEntity = async () => (await here.admin.call('draftDocument', { params: entityDraft })) as EntityDoc;

describe('the draft of an app', () => {
  it('lies over what is published until it is published itself', async () => {
    const entity = await readEntity();
    const edited = { ...entity, properties: { ...entity.properties, budget: field } };
    await here.admin.call('saveDraftDocument', { params: entityDraft, body: edited, ifMatch: 0 });
    const draft = await here.admin.call('draft', { params: { app: 'customer' } });
    expect(draft).toMatchObject({
      versions: { 'entity/customer': 1 },
      changed: [{ kind: 'entity', key: 'customer', change: 'changed' }],
      published: 1,
    });
    await expect(here.admin.call('createRecord', { params: customer, body: { name: '甲', budget: 5 } })).rejects.toMatchObject({
      status: 422,
    });
    const check = await here.admin.call('checkDraft', { params: { app: 'customer' } });
    expect(check.problems).toEqual([]);
    expect(check.impact).toMatchObject([{ kind: 'entity', key: 'customer', change: 'added', path: '/properties/budget' }]);
    expect(check.migration).toMatchObject([{ entity: 'customer', field: 'budget', does: 'add' }]);
    expect(await here.admin.call('publish', { params: { app: 'customer' }, body: { note: '加预算' } })).toEqual({ version: 2 });
    expect(await here.admin.call('createRecord', { params: customer, body: { name: '甲', budget: 5 } })).toMatchObject({ budget: 5 });
    expect((await here.admin.call('draft', { params: { app: 'customer' } })).changed).toEqual([]);
    await expect(here.admin.call('publish', { params: { app: 'customer' }, body: {} })).rejects.toMatchObject({
      code: 'NOTHING_TO_PUBLISH',
    });
  });

  it('that somebody else changed meanwhile is not overwritten', async () => {
    const entity = await readEntity();
    const response = await here.admin.fetch('draftDocument', { params: entityDraft });
    expect(response.headers.get('etag')).toBe('"0"');
    await here.admin.call('saveDraftDocument', { params: entityDraft, body: { ...entity, title: '客户一' }, ifMatch: 0 });
    await expect(
      here.admin.call('saveDraftDocument', { params: entityDraft, body: { ...entity, title: '客户二' }, ifMatch: 0 }),
    ).rejects.toMatchObject({ status: 409, code: 'STALE_DRAFT' });
    await here.admin.call('discardDraft', { params: { app: 'customer' } });
    expect((await readEntity()).title).toBe('客户');
  });

  it('with a fault is not published, and every fault is named', async () => {
    const entity = await readEntity();
    const { name: _, ...properties } = entity.properties;
    await here.admin.call('saveDraftDocument', { params: entityDraft, body: { ...entity, properties, required: [] } });
    const { problems } = await here.admin.call('checkDraft', { params: { app: 'customer' }, query: { locale: 'en' } });
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.every((problem) => problem.message !== '' && problem.document.key !== '')).toBe(true);
    await expect(here.admin.call('publish', { params: { app: 'customer' }, body: {} })).rejects.toMatchObject({
      code: 'PUBLISH_REFUSED',
      status: 422,
    });
    await here.admin.call('discardDraft', { params: { app: 'customer' } });
  });

  it('takes a workflow that can never end no further than the draft', async () => {
    const params = { app: 'customer', kind: 'workflow', key: 'level-approval' } as const;
    const workflow = (await here.admin.call('draftDocument', { params })) as WorkflowDoc;
    await here.admin.call('saveDraftDocument', {
      params,
      body: { ...workflow, edges: workflow.edges.filter((edge) => edge.to !== 'end') },
    });
    const { problems } = await here.admin.call('checkDraft', { params: { app: 'customer' } });
    expect(problems).toEqual(
      expect.arrayContaining([expect.objectContaining({ document: { kind: 'workflow', key: 'level-approval' }, severity: 'error' })]),
    );
    await here.admin.call('discardDraft', { params: { app: 'customer' } });
  });

  it('holds no document of a foreign shape', async () => {
    const entity = await readEntity();
    const bad = [
      { ...entity, key: 'other' },
      { ...entity, properties: { ...entity.properties, constructor_: { $ref: 'http://169.254.169.254/' } } },
      {
        ...entity,
        properties: { ...entity.properties, hang: { title: 'x', type: 'string', pattern: '(?=a)(a+)+$', 'x-field': { type: 'text' } } },
      },
      { ...entity, patternProperties: { '.*': {} }, additionalProperties: true },
      [],
      'text',
    ];
    for (const body of bad) {
      const answer = await here.ask('PUT', '/api/apps/customer/draft/entity/customer', { as: here.admin, body });
      expect([JSON.stringify(body).slice(0, 60), answer.status]).toEqual([JSON.stringify(body).slice(0, 60), 422]);
    }
    expect((await here.admin.call('draft', { params: { app: 'customer' } })).changed).toEqual([]);
  });

  it('is for admins', async () => {
    for (const path of ['/api/apps/customer/draft', '/api/apps/customer/versions', '/api/apps/customer/export'])
      expect((await here.ask('GET', path, { as: here.sales })).status).toBe(403);
    expect((await here.ask('POST', '/api/apps/customer/publish', { as: here.manager, body: {} })).status).toBe(403);
  });

  it('of an earlier version can be had back', async () => {
    const { versions } = await here.admin.call('versions', { params: { app: 'customer' } });
    expect(versions.map((version) => version.version)).toEqual([2, 1]);
    expect(versions[0]).toMatchObject({ note: '加预算', by: { name: '周砚秋' } });
    expect(await here.admin.call('restoreVersion', { params: { app: 'customer', version: '1' } })).toEqual({ version: 3 });
    await expect(here.admin.call('createRecord', { params: customer, body: { name: '乙', budget: 5 } })).rejects.toMatchObject({
      status: 422,
    });
    await expect(here.admin.call('restoreVersion', { params: { app: 'customer', version: '99' } })).rejects.toMatchObject({ status: 404 });
  });
});

describe('an app as somebody sees it', () => {
  it('comes in both languages', async () => {
    const zh = await here.admin.call('app', { params: { app: 'customer' } });
    const en = await here.admin.call('app', { params: { app: 'customer' }, query: { locale: 'en' } });
    expect(zh.app.title).toBe('客户管理');
    expect(en.app.title).not.toBe(zh.app.title);
    expect(en.documents.entities.map((entity) => entity.key).sort()).toEqual(['contact', 'customer', 'followUp']);
  });

  it('brings a validator whose address never changes its content', async () => {
    const { access } = await here.sales.call('app', { params: { app: 'customer' } });
    const answer = await here.ask('GET', access.customer?.validator ?? '', { as: here.sales });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, max-age=31536000, immutable']);
    expect(answer.headers.get('content-type')).toContain('text/javascript');
    const { default: validate } = await import(`data:text/javascript,${encodeURIComponent(answer.text)}`);
    expect([validate({ name: '甲' }), validate({})]).toEqual([true, false]);
    expect((await here.ask('GET', `/api/apps/customer/validators/customer/${'0'.repeat(32)}.js`, { as: here.sales })).status).toBe(404);
  });

  it('names nothing that is hidden from them', async () => {
    const params = { app: 'customer', kind: 'role', key: 'sales' } as const;
    const role = JSON.parse(JSON.stringify(await here.admin.call('draftDocument', { params })));
    role.grants[0].fields.fields.amount = 'hidden';
    await here.admin.call('saveDraftDocument', { params, body: role });
    await here.admin.call('publish', { params: { app: 'customer' }, body: {} });
    const seen = await here.sales.call('app', { params: { app: 'customer' } });
    expect(JSON.stringify(seen)).not.toContain('amount');
    expect(seen.documents.roles).toEqual([]);
    expect(seen.access.customer?.fields).toMatchObject({ level: 'read', name: 'write' });
    const answer = await here.ask('GET', seen.access.customer?.validator ?? '', { as: here.sales });
    expect(answer.text).not.toContain('amount');
    expect(JSON.stringify(await here.manager.call('app', { params: { app: 'customer' } }))).toContain('amount');
  });
});

describe('a package', () => {
  const installed = async () => (await here.admin.call('apps')).apps.map((app) => app.key).sort();
  const send = (files: Record<string, string>) => here.ask('POST', '/api/apps', { as: here.admin, body: { package: pack(files) } });
  const app = JSON.stringify({ key: 'small', title: '小应用', version: '1.0.0' });

  it('that was exported installs elsewhere under another key', async () => {
    const zip = new Uint8Array(await (await here.admin.fetch('exportApp', { params: { app: 'customer' } })).arrayBuffer());
    const { unzipSync, strFromU8 } = await import('fflate');
    const files = Object.fromEntries(Object.entries(unzipSync(zip)).map(([name, bytes]) => [name, strFromU8(bytes)]));
    expect((await send(files)).json.error.code).toBe('APP_EXISTS');
    const other = { ...JSON.parse(files['app.json'] ?? ''), key: 'clients' };
    expect((await send({ ...files, 'app.json': JSON.stringify(other) })).status).toBe(201);
    expect(await installed()).toEqual(['clients', 'customer']);
    const made = await here.admin.call('createRecord', { params: { app: 'clients', entity: 'customer' }, body: { name: '丙' } });
    await expect(here.admin.call('record', { params: { ...customer, id: made.id } })).rejects.toMatchObject({ status: 404 });
  });

  it('with names that lead elsewhere, stand twice or are no part of it is refused', async () => {
    for (const name of ['../evil.json', '/etc/passwd', 'a/b/c/d.json', 'C:\\x.json', 'settings.json', 'users/x.json']) {
      const answer = await send({ 'app.json': app, [name]: '{}' });
      expect([name, answer.status]).toEqual([name, 422]);
    }
    expect((await send({ 'app.json': app, 'APP.json': app })).status).toBe(422);
    expect((await here.ask('POST', '/api/apps', { as: here.admin, body: { package: 'bm8gemlw' } })).status).toBe(422);
    expect((await send({ 'app.json': app, 'entities/x.json': '{"key":"x","__proto__":{"admin":true}}' })).status).toBe(422);
    expect(
      (await send(Object.fromEntries([['app.json', app], ...Array.from({ length: 3000 }, (_, index) => [`views/v${index}.json`, '{}'])])))
        .status,
    ).toBe(413);
    expect(await installed()).toEqual(['clients', 'customer']);
    expect((await send({ 'app.json': app })).status).toBe(201);
  });

  it('is one of three, and for admins', async () => {
    expect((await here.ask('POST', '/api/apps', { as: here.admin, body: {} })).status).toBe(422);
    expect(
      (await here.ask('POST', '/api/apps', { as: here.admin, body: { template: 'customer', blank: { key: 'x', title: 'x' } } })).status,
    ).toBe(422);
    expect((await here.ask('POST', '/api/apps', { as: here.admin, body: { template: 'nope' } })).status).toBe(404);
    expect((await here.ask('POST', '/api/apps', { as: here.sales, body: { template: 'customer' } })).status).toBe(403);
  });
});

describe('a removed app', () => {
  it('shows nothing of itself to a later one of the same name', async () => {
    const { id } = await here.admin.call('createRecord', { params: { app: 'clients', entity: 'customer' }, body: { name: '旧客户' } });
    await here.admin.call('deleteApp', { params: { app: 'clients' } });
    await expect(here.admin.call('record', { params: { app: 'clients', entity: 'customer', id } })).rejects.toMatchObject({ status: 404 });
    await here.admin.call('installApp', { body: { blank: { key: 'clients', title: '新的' } } });
    await expect(here.admin.call('record', { params: { app: 'clients', entity: 'customer', id } })).rejects.toMatchObject({ status: 404 });
    await expect(here.admin.call('deleteApp', { params: { app: 'nope' } })).rejects.toMatchObject({ status: 404 });
  });
});
