import type { WorkflowDoc } from '@formwright/metadata';
import { expect, it } from 'vitest';
import { customer, useCompany } from '../running-server.ts';

const here = useCompany();
const at = { x: 0, y: 0 };

function marking(key: string, when: string): WorkflowDoc {
  return {
    key,
    title: key,
    trigger: { type: 'created', entity: 'customer', when },
    nodes: [
      { id: 'start', type: 'start', title: '开始', position: at },
      { id: 'mark', type: 'update', title: '标记', position: at, config: { set: [{ field: 'remark', value: `'${key}'` }] } },
      { id: 'end', type: 'end', title: '结束', position: at },
    ],
    edges: [
      { id: 'a', from: 'start', to: 'mark' },
      { id: 'b', from: 'mark', to: 'end' },
    ],
  };
}

it('a workflow whose condition cannot be worked out holds up neither the others nor what is written later', {
  timeout: 60_000,
}, async () => {
  for (const document of [marking('broken', 'record.name * 2 > 1'), marking('fine', 'record.level = "C"')])
    await here.admin.call('saveDraftDocument', { params: { app: 'customer', kind: 'workflow', key: document.key }, body: document });
  await here.admin.call('publish', { params: { app: 'customer' }, body: {} });
  for (const name of ['先写的', '后写的']) {
    const { id } = await here.sales.call('createRecord', { params: customer, body: { name } });
    const remark = async () => (await here.sales.call('record', { params: { ...customer, id } })).remark;
    await expect.poll(remark, { timeout: 15_000 }).toBe('fine');
  }
});

it('the button of such a workflow is refused by name', async () => {
  const params = { app: 'customer', kind: 'workflow', key: 'level-approval' } as const;
  const document = JSON.parse(JSON.stringify(await here.admin.call('draftDocument', { params }))) as WorkflowDoc;
  document.trigger.when = 'record.name * 2 > 1';
  await here.admin.call('saveDraftDocument', { params, body: document });
  await here.admin.call('publish', { params: { app: 'customer' }, body: {} });
  const { id } = await here.sales.call('createRecord', { params: customer, body: { name: '按钮' } });
  const body = { record: id, input: { level: 'A', reason: 'x' } };
  const refused = await here.ask('POST', '/api/apps/customer/workflows/level-approval/start', { as: here.sales, body });
  expect([refused.status, refused.json.error.code]).toEqual([422, 'WORKFLOW_NOT_STARTED']);
});
