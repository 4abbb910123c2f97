import type { ApprovalConfig, WorkflowDoc } from '@formwright/metadata';
import type { RunFacts } from '../src/index.ts';

const at = { x: 0, y: 0 };

/** The level approval of the customer app, with changes to its approval. */
export function levelApproval(config: Partial<ApprovalConfig> = {}): WorkflowDoc {
  return {
    key: 'level-approval',
    title: '客户等级审批',
    trigger: { type: 'button', entity: 'customer' },
    nodes: [
      { id: 'start', type: 'start', title: '申请', position: at },
      {
        id: 'manager',
        type: 'approval',
        title: '经理审批',
        position: at,
        config: { assignees: [{ kind: 'manager' }], nobody: { do: 'admin' }, ...config },
      },
      {
        id: 'write',
        type: 'update',
        title: '更新',
        position: at,
        config: { as: 'system', set: [{ field: 'level', value: 'input.level' }] },
      },
      {
        id: 'tell',
        type: 'notify',
        title: '通知',
        position: at,
        config: { to: [{ kind: 'initiator' }], text: '{name} 改为 {input.level}' },
      },
      { id: 'end', type: 'end', title: '结束', position: at },
    ],
    edges: [
      { id: 'e1', from: 'start', to: 'manager' },
      { id: 'e2', from: 'manager', to: 'write' },
      { id: 'e3', from: 'write', to: 'tell' },
      { id: 'e4', from: 'tell', to: 'end' },
    ],
  };
}

/** Facts in which these people are found for the nodes. */
export function factsWith(people: Record<string, string[]>, record: Record<string, unknown> = { name: '苏州栖梧', level: 'C' }): RunFacts {
  return {
    now: '2026-11-22T08:00:00.000Z',
    timeZone: 'Asia/Shanghai',
    record,
    initiatorName: '林知夏',
    people: new Map(Object.entries(people)),
    admins: ['admin'],
  };
}
