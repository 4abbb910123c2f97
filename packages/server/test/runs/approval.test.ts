import type { WorkflowDoc } from '@formwright/metadata';
import { describe, expect, it } from 'vitest';
import { password, signIn } from '../../../../tests/company.ts';
import { customer, useCompany } from '../running-server.ts';

const here = useCompany();
const workflow = { app: 'customer', key: 'level-approval' } as const;

async function request(name: string) {
  const record = await here.sales.call('createRecord', { params: customer, body: { name } });
  const { run } = await here.sales.call('startWorkflow', {
    params: workflow,
    body: { record: record.id, input: { level: 'A', reason: '年框客户' } },
  });
  const task = run.tasks[0];
  if (!task) throw new Error('no task');
  return { record, run, task };
}

describe('asking for a level', () => {
  it('puts a task into the manager’s inbox with the fields that matter', async () => {
    const { record, run, task } = await request('江南精密');
    const { tasks, counts } = await here.manager.call('tasks', { query: { box: 'todo' } });
    const mine = tasks.find((one) => one.id === task.id);
    expect(mine).toMatchObject({
      run: run.id,
      record: record.id,
      title: '江南精密',
      actions: ['approve', 'reject'],
      state: 'open',
      initiator: { name: '林知夏' },
      workflowTitle: '客户等级审批',
    });
    expect(mine?.summary.slice(0, 2)).toMatchObject([
      { title: '申请等级', value: 'A' },
      { title: '申请理由', value: '年框客户' },
    ]);
    expect(counts.todo).toBeGreaterThan(0);
    expect((await here.sales.call('tasks', { query: { box: 'started' } })).tasks.map((one) => one.run)).toContain(run.id);
    expect((await here.manager.call('notifications')).notifications[0]).toMatchObject({ read: false, link: { task: task.id } });
  });

  it('approved writes the level and tells the owner; history names both people', async () => {
    const { record, run, task } = await request('海宁纺织');
    const detail = await here.manager.call('task', { params: { id: task.id } });
    expect(detail.subject).toMatchObject({ name: '海宁纺织', level: 'C' });
    expect(detail.plan.name).toBe('read');
    const done = await here.manager.call('actOnTask', {
      params: { id: task.id },
      body: { action: 'approve', comment: '同意' },
      ifMatch: detail.subject?.version ?? 0,
    });
    expect(done.run.status).toBe('completed');
    expect(done.task).toMatchObject({
      state: 'closed',
      actions: [],
      outcome: { action: 'approve', by: { name: '顾南乔' }, comment: '同意' },
    });
    expect(await here.sales.call('record', { params: { ...customer, id: record.id } })).toMatchObject({ level: 'A' });
    const { changes } = await here.sales.call('changes', { params: { ...customer, id: record.id } });
    expect(changes[0]).toMatchObject({
      by: { name: '顾南乔' },
      onBehalfOf: { name: '林知夏' },
      origin: `workflow:${run.id}/write`,
      fields: { level: { before: 'C', after: 'A' } },
    });
    expect((await here.sales.call('notifications')).notifications.map((message) => message.text)).toEqual(
      expect.arrayContaining([expect.stringContaining('海宁纺织')]),
    );
    expect((await here.sales.call('run', { params: { id: run.id } })).trace.map((line) => line.event)).toEqual(
      expect.arrayContaining(['started', 'approved', 'wrote', 'ended']),
    );
    expect((await here.manager.call('tasks', { query: { box: 'done' } })).tasks.map((one) => one.id)).toContain(task.id);
  });

  it('rejected leaves it, and needs a comment', async () => {
    const { record, run, task } = await request('嘉善模具');
    await expect(here.manager.call('actOnTask', { params: { id: task.id }, body: { action: 'reject' } })).rejects.toMatchObject({
      code: 'COMMENT_REQUIRED',
      status: 422,
    });
    const done = await here.manager.call('actOnTask', { params: { id: task.id }, body: { action: 'reject', comment: '再看看' } });
    expect(done.run.status).toBe('rejected');
    expect(await here.sales.call('record', { params: { ...customer, id: record.id } })).toMatchObject({ level: 'C' });
    expect((await here.sales.call('recordRuns', { params: { ...customer, id: record.id } })).runs).toMatchObject([
      { id: run.id, status: 'rejected' },
    ]);
  });

  it('is not decided when the record changed since it was shown', async () => {
    const { record, task } = await request('余姚塑料');
    const shown = (await here.manager.call('task', { params: { id: task.id } })).subject?.version ?? 0;
    await here.sales.call('updateRecord', { params: { ...customer, id: record.id }, body: { amount: 100_000 } });
    await expect(
      here.manager.call('actOnTask', { params: { id: task.id }, body: { action: 'approve' }, ifMatch: shown }),
    ).rejects.toMatchObject({ status: 409, code: 'RECORD_CHANGED' });
    const again = (await here.manager.call('task', { params: { id: task.id } })).subject?.version ?? 0;
    await here.manager.call('actOnTask', { params: { id: task.id }, body: { action: 'approve' }, ifMatch: again });
  });

  it('with input that does not fit is refused, with every path', async () => {
    const { id } = await here.sales.call('createRecord', { params: customer, body: { name: '错填' } });
    const start = (body: object) => here.ask('POST', '/api/apps/customer/workflows/level-approval/start', { as: here.sales, body });
    expect(
      (await start({ record: id, input: { level: 'Z', more: 1 } })).json.error.details
        .map((detail: { path: string }) => detail.path)
        .sort(),
    ).toEqual(['/input/level', '/input/more', '/input/reason']);
    expect((await start({ input: { level: 'A', reason: 'x' } })).status).toBe(422);
    expect((await start({ record: '0'.repeat(24), input: { level: 'A', reason: 'x' } })).status).toBe(404);
    expect((await here.ask('POST', '/api/apps/customer/workflows/nope/start', { as: here.sales, body: { record: id } })).status).toBe(404);
  });
});

describe('a task', () => {
  it('decided twice at once is decided once; the other is told who and when', { timeout: 120_000 }, async () => {
    for (let round = 0; round < 5; round += 1) {
      const { record, task } = await request(`同时决定 ${round}`);
      const act = (action: string) =>
        here.ask('POST', `/api/tasks/${task.id}/actions`, { as: here.manager, body: { action, comment: '…' } });
      const answers = await Promise.all([act('approve'), act('reject'), act('approve')]);
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
      const refused = answers.find((answer) => answer.status === 409);
      expect(refused?.json.error).toMatchObject({
        code: 'ALREADY_DECIDED',
        params: { name: '顾南乔', at: expect.stringMatching(/^\d{4}-/) },
      });
      const { changes } = await here.admin.call('changes', { params: { ...customer, id: record.id } });
      expect(changes.filter((change) => change.fields.level?.after === 'A' && change.fields.level.before === 'C').length).toBeLessThan(2);
    }
  });

  it('is not seen by others, and not decided by who started it', async () => {
    const { run, task } = await request('只给经理');
    await here.admin.call('createUser', { body: { name: '旁人', email: 'other@example.com', roles: ['customer.sales'], password } });
    const other = await signIn(here.url, 'other@example.com');
    for (const path of [`/api/tasks/${task.id}`, `/api/runs/${run.id}`])
      expect((await here.ask('GET', path, { as: other })).status).toBe(404);
    expect((await here.ask('POST', `/api/tasks/${task.id}/actions`, { as: other, body: { action: 'approve' } })).status).toBe(404);
    expect((await here.ask('POST', `/api/tasks/${task.id}/actions`, { as: here.sales, body: { action: 'approve' } })).status).toBe(403);
    for (const id of ['x', `${run.id}-99`, '0'.repeat(24)])
      expect((await here.ask('GET', `/api/tasks/${id}`, { as: here.manager })).status).toBe(404);
  });

  it('is itself a right: its holder reads the record although it is out of their scope, and no longer once it is decided', async () => {
    const { user } = await here.admin.call('createUser', { body: { name: '总监', email: 'head@example.com', password } });
    const params = { app: 'customer', kind: 'workflow', key: 'level-approval' } as const;
    const document = JSON.parse(JSON.stringify(await here.admin.call('draftDocument', { params }))) as WorkflowDoc;
    const node = document.nodes.find((one) => one.type === 'approval');
    if (node?.type === 'approval')
      Object.assign(node.config, {
        assignees: [{ kind: 'users', users: [user.id] }],
        fields: { default: 'hidden', fields: { name: 'read', level: 'read' } },
      });
    await here.admin.call('saveDraftDocument', { params, body: document });
    await here.admin.call('publish', { params: { app: 'customer' }, body: {} });
    const head = await signIn(here.url, 'head@example.com');
    const { record, task } = await request('越级审批');
    const detail = await head.call('task', { params: { id: task.id } });
    expect(detail.subject).toMatchObject({ name: '越级审批', level: 'C' });
    expect(detail.subject).not.toHaveProperty('owner');
    await expect(head.call('record', { params: { ...customer, id: record.id } })).rejects.toMatchObject({ status: 404 });
    await head.call('actOnTask', { params: { id: task.id }, body: { action: 'approve' } });
    expect((await head.call('task', { params: { id: task.id } })).subject).toBeNull();
    await here.admin.call('restoreVersion', { params: { app: 'customer', version: '1' } });
  });
});

describe('a run', () => {
  it('is withdrawn by who started it, and by nobody else', async () => {
    const { run, task } = await request('撤回');
    await expect(here.manager.call('actOnRun', { params: { id: run.id }, body: { action: 'withdraw' } })).rejects.toMatchObject({
      status: 403,
    });
    expect(
      (await here.sales.call('actOnRun', { params: { id: run.id }, body: { action: 'withdraw', comment: '填错了' } })).run.status,
    ).toBe('withdrawn');
    await expect(here.manager.call('actOnTask', { params: { id: task.id }, body: { action: 'approve' } })).rejects.toMatchObject({
      status: 409,
    });
    expect((await here.manager.call('tasks', { query: { box: 'todo' } })).tasks.map((one) => one.id)).not.toContain(task.id);
    await expect(here.sales.call('actOnRun', { params: { id: run.id }, body: { action: 'withdraw' } })).rejects.toMatchObject({
      status: 409,
    });
  });

  it('is ended by an admin', async () => {
    const { run } = await request('终止');
    await expect(here.sales.call('actOnRun', { params: { id: run.id }, body: { action: 'terminate' } })).rejects.toMatchObject({
      status: 403,
    });
    expect((await here.admin.call('actOnRun', { params: { id: run.id }, body: { action: 'terminate' } })).run.status).toBe('terminated');
  });

  it('whose write fails keeps the decision, waits at that node and goes on when it is tried again', async () => {
    const params = { app: 'customer', kind: 'workflow', key: 'level-approval' } as const;
    const document = JSON.parse(JSON.stringify(await here.admin.call('draftDocument', { params }))) as WorkflowDoc;
    const node = document.nodes.find((one) => one.type === 'update');
    if (node?.type === 'update') node.config.set = [{ field: 'phone', value: 'input.reason' }];
    await here.admin.call('saveDraftDocument', { params, body: document });
    await here.admin.call('publish', { params: { app: 'customer' }, body: {} });
    const { record, run, task } = await request('写不进去');
    const done = await here.manager.call('actOnTask', { params: { id: task.id }, body: { action: 'approve' } });
    expect(done.run).toMatchObject({ status: 'failed', tokens: [{ node: 'write', state: 'failed' }] });
    expect(done.task.state).toBe('closed');
    expect(await here.admin.call('record', { params: { ...customer, id: record.id } })).toMatchObject({ version: 1 });
    const again = await here.admin.call('actOnRun', { params: { id: run.id }, body: { action: 'retry' } });
    expect(again.run.status).toBe('failed');
    await here.admin.call('restoreVersion', { params: { app: 'customer', version: '1' } });
  });

  it('stays on the version it started on', async () => {
    const { record, run, task } = await request('老版本');
    const params = { app: 'customer', kind: 'workflow', key: 'level-approval' } as const;
    const document = JSON.parse(JSON.stringify(await here.admin.call('draftDocument', { params }))) as WorkflowDoc;
    const node = document.nodes.find((one) => one.type === 'update');
    if (node?.type === 'update') node.config.set = [{ field: 'level', value: "'D'" }];
    await here.admin.call('saveDraftDocument', { params, body: document });
    const { version } = await here.admin.call('publish', { params: { app: 'customer' }, body: {} });
    const done = await here.manager.call('actOnTask', { params: { id: task.id }, body: { action: 'approve' } });
    expect(done.run.version).toBe(run.version);
    expect(version).toBeGreaterThan(run.version);
    expect(await here.sales.call('record', { params: { ...customer, id: record.id } })).toMatchObject({ level: 'A' });
    await here.admin.call('restoreVersion', { params: { app: 'customer', version: '1' } });
  });
});

describe('an inbox', () => {
  it('pages without gaps or repeats', async () => {
    for (let index = 0; index < 5; index += 1) await request(`分页 ${index}`);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await here.manager.call('tasks', { query: { box: 'todo', limit: '2', ...(cursor ? { cursor } : {}) } });
      seen.push(...page.tasks.map((task) => task.id));
      cursor = page.next;
    } while (cursor);
    const { counts } = await here.manager.call('tasks');
    expect(seen).toHaveLength(counts.todo);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('forgets messages that were read', async () => {
    const before = await here.manager.call('notifications');
    expect(before.unread).toBeGreaterThan(1);
    await here.manager.call('readNotifications', { body: { ids: [before.notifications[0]?.id ?? ''] } });
    expect((await here.manager.call('notifications')).unread).toBe(before.unread - 1);
    await here.manager.call('readNotifications', { body: {} });
    expect((await here.manager.call('notifications')).unread).toBe(0);
  });
});

describe('a record that is changed', () => {
  it('sets a workflow off, once', { timeout: 60_000 }, async () => {
    const params = { app: 'customer', kind: 'workflow', key: 'welcome' } as const;
    const at = { x: 0, y: 0 };
    const document: WorkflowDoc = {
      key: 'welcome',
      title: '新客户',
      trigger: { type: 'created', entity: 'customer' },
      nodes: [
        { id: 'start', type: 'start', title: '开始', position: at },
        {
          id: 'mark',
          type: 'update',
          title: '标记',
          position: at,
          config: { as: 'initiator', set: [{ field: 'remark', value: "'欢迎 ' & record.name" }] },
        },
        { id: 'end', type: 'end', title: '结束', position: at },
      ],
      edges: [
        { id: 'a', from: 'start', to: 'mark' },
        { id: 'b', from: 'mark', to: 'end' },
      ],
    };
    await here.admin.call('saveDraftDocument', { params, body: document });
    await here.admin.call('publish', { params: { app: 'customer' }, body: {} });
    const { id } = await here.sales.call('createRecord', { params: customer, body: { name: '触发' } });
    await expect
      .poll(async () => (await here.sales.call('record', { params: { ...customer, id } })).remark, { timeout: 20_000 })
      .toBe('欢迎 触发');
    expect((await here.sales.call('recordRuns', { params: { ...customer, id } })).runs).toMatchObject([
      { workflow: 'welcome', status: 'completed' },
    ]);
  });
});
