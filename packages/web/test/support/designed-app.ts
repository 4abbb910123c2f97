import type { AppDocuments, EntityDoc, FormDoc, WorkflowDoc } from '@formwright/metadata';

/** An entity with three fields. */
export const order: EntityDoc = {
  key: 'order',
  title: '订单',
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', title: '名称', 'x-field': { type: 'text' } },
    amount: { type: 'number', title: '金额', 'x-field': { type: 'money' } },
    owner: { type: 'string', title: '负责人', 'x-field': { type: 'member' } },
  },
  'x-entity': { titleField: 'name', ownerField: 'owner', unique: [['name', 'amount']] },
};

/** Its form in two sections. */
export const orderForm: FormDoc = {
  key: 'order',
  entity: 'order',
  title: '订单',
  sections: [
    { key: 'basic', title: '基本', items: [{ field: 'name' }, { field: 'amount', visibleWhen: 'name != null' }] },
    { key: 'more', title: '其他', items: [{ field: 'owner' }] },
  ],
};

/** start → approval → end. */
export const flow: WorkflowDoc = {
  key: 'approve',
  title: '订单审批',
  trigger: { type: 'button', entity: 'order' },
  nodes: [
    { id: 'start', type: 'start', title: '发起', position: { x: 0, y: 0 } },
    {
      id: 'ask',
      type: 'approval',
      title: '审批',
      position: { x: 0, y: 108 },
      config: { assignees: [{ kind: 'manager' }], nobody: { do: 'admin' } },
    },
    { id: 'end', type: 'end', title: '结束', position: { x: 0, y: 216 } },
  ],
  edges: [
    { id: 'e1', from: 'start', to: 'ask' },
    { id: 'e2', from: 'ask', to: 'end' },
  ],
};

/** An app of these documents. */
export function designedApp(): AppDocuments {
  return {
    app: { key: 'shop', title: '订单管理', version: '1.0.0' },
    entities: [order],
    forms: [orderForm],
    views: [{ key: 'all', entity: 'order', title: '全部', kind: 'grid', columns: [{ field: 'name' }, { field: 'amount' }] }],
    workflows: [flow],
    dashboards: [],
    roles: [],
    i18n: {},
  };
}
