import type { RoleDoc, WorkflowDoc } from '@formwright/metadata';
import { beforeAll, describe, expect, it } from 'vitest';
import { password, signIn } from '../../../../tests/company.ts';
import { customer, useCompany } from '../running-server.ts';

const here = useCompany();
const workflow = { app: 'customer', kind: 'workflow', key: 'level-approval' } as const;
const title = 'CANARY 华东精密';

async function change<T>(kind: 'role' | 'workflow', key: string, edit: (document: T) => void): Promise<void> {
  const params = { app: 'customer', kind, key } as const;
  const document = JSON.parse(JSON.stringify(await here.admin.call('draftDocument', { params }))) as T;
  edit(document);
  await here.admin.call('saveDraftDocument', { params, body: document });
}

async function start(as = here.sales) {
  const record = await here.sales.call('createRecord', { params: customer, body: { name: title } });
  const { run } = await as.call('startWorkflow', {
    params: { app: 'customer', key: workflow.key },
    body: { record: record.id, input: { level: 'A', reason: '年框' } },
  });
  return { record, run, task: run.tasks[0]?.id ?? '' };
}

describe('a run tells nobody what is hidden from them', () => {
  beforeAll(async () => {
    await change<WorkflowDoc>('workflow', workflow.key, (document) => {
      for (const node of document.nodes) {
        if (node.type === 'approval') node.config.fields = { default: 'hidden', fields: { level: 'read', remark: 'write' } };
        if (node.type === 'update') node.config.set = [{ field: 'phone', value: 'input.reason' }];
      }
    });
    await change<RoleDoc>('role', 'manager', (document) => {
      for (const grant of document.grants) if (grant.entity === 'customer') grant.fields = { fields: { name: 'hidden' } };
    });
    await here.admin.call('publish', { params: { app: 'customer' }, body: {} });
  });

  it('nor the title of its record: not in inbox, task, run, or messages', async () => {
    const { task, run, record } = await start();
    const seen = await Promise.all([
      here.ask('GET', '/api/tasks', { as: here.manager }),
      here.ask('GET', `/api/tasks/${task}`, { as: here.manager }),
      here.ask('GET', `/api/runs/${run.id}`, { as: here.manager }),
      here.ask('GET', '/api/notifications', { as: here.manager }),
      here.ask('POST', `/api/tasks/${task}/actions`, { as: here.manager, body: { action: 'approve' } }),
      here.ask('GET', '/api/tasks?box=done', { as: here.manager }),
    ]);
    for (const answer of seen) {
      expect(answer.status).toBe(200);
      expect(answer.text).not.toContain('CANARY');
    }
    expect(seen[0]?.json.tasks[0].title).toBe(record.id);
    expect((await here.sales.call('run', { params: { id: run.id } })).title).toBe(title);
  });

  it('nor how its nodes are set up, nor which field a write failed at; an admin is told why', async () => {
    const { task, run } = await start();
    const done = await here.manager.call('actOnTask', { params: { id: task }, body: { action: 'approve' } });
    expect(done.run).toMatchObject({ status: 'failed', tokens: [{ reason: 'INVALID' }] });
    const read = await here.ask('GET', `/api/runs/${run.id}`, { as: here.manager });
    expect(read.text).not.toMatch(/phone|config|assignees|"when"/);
    expect(read.json.graph.nodes[0]).toEqual({
      id: 'start',
      type: 'start',
      title: expect.any(String),
      position: { x: expect.any(Number), y: expect.any(Number) },
    });
    expect((await here.admin.call('run', { params: { id: run.id } })).tokens[0]?.reason).toMatch(/^INVALID \/phone /);
  });

  it('nor the condition under which it starts', async () => {
    await change<WorkflowDoc>('workflow', workflow.key, (document) => {
      document.trigger.when = 'record.amount > 10';
    });
    await here.admin.call('publish', { params: { app: 'customer' }, body: {} });
    const { id } = await here.sales.call('createRecord', { params: customer, body: { name: '条件' } });
    const body = { record: id, input: { level: 'A', reason: 'x' } };
    const refused = await here.ask('POST', '/api/apps/customer/workflows/level-approval/start', { as: here.sales, body });
    expect([refused.status, refused.json.error.code]).toEqual([422, 'WORKFLOW_NOT_STARTED']);
    expect(refused.text).not.toContain('amount');
    await here.admin.call('restoreVersion', { params: { app: 'customer', version: '1' } });
  });
});

describe('a task', () => {
  it('names its fields in the language of its reader', async () => {
    const { task } = await start();
    const english = await here.ask('GET', `/api/tasks/${task}`, { as: here.admin, headers: { 'accept-language': 'en' } });
    await here.admin.call('changePassword', { body: { locale: 'en' } });
    const titles = (await here.admin.call('task', { params: { id: task } })).summary.map((line) => line.title);
    await here.admin.call('changePassword', { body: { locale: 'zh-CN' } });
    expect(english.status).toBe(200);
    expect(titles.length).toBeGreaterThan(3);
    for (const each of titles) expect(each).toMatch(/^[\x20-\x7e]+$/);
  });

  it('says of what is filled in where in the request it is wrong', async () => {
    const { task } = await start();
    const body = { action: 'approve', data: { level: 'Z', nope: 1 } };
    const refused = await here.ask('POST', `/api/tasks/${task}/actions`, { as: here.manager, body });
    expect(refused.status).toBe(422);
    expect(refused.json.error.details.map((detail: { path: string }) => detail.path).sort()).toEqual(['/data/level', '/data/nope']);
  });
});

describe('once an app is removed', () => {
  it('its tasks and runs are out of reach like its records', async () => {
    const { task, run } = await start();
    await here.admin.call('createUser', { body: { name: '旁人', email: 'other@example.com', password } });
    expect((await here.manager.call('tasks')).counts.todo).toBeGreaterThan(0);
    await here.admin.call('deleteApp', { params: { app: 'customer' } });
    const manager = await signIn(here.url, 'manager@example.com');
    expect(await manager.call('tasks')).toMatchObject({ tasks: [], counts: { todo: 0, done: 0 } });
    for (const path of [`/api/tasks/${task}`, `/api/runs/${run.id}`])
      expect((await here.ask('GET', path, { as: here.admin })).status).toBe(404);
    expect((await here.ask('POST', `/api/tasks/${task}/actions`, { as: manager, body: { action: 'approve' } })).status).toBe(404);
  });
});
