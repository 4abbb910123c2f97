import type { AppDetail } from '@formwright/client';
import type { EntityDoc, Field, FormDoc } from '@formwright/metadata';
import { createAppModel, type EntityModel } from '../../src/ui/app-model/app-model.ts';

/** A field of a kind with its own settings. */
export const field = (title: string, type: Field['x-field']['type'], more: Partial<Field> = {}): Field => ({
  title,
  type: 'string',
  ...more,
  'x-field': { type, ...more['x-field'] },
});

/** A small customer entity. */
export const customer: EntityDoc = {
  key: 'customer',
  title: '客户',
  type: 'object',
  required: ['name', 'level'],
  properties: {
    name: field('名称', 'text', { minLength: 1, maxLength: 100 }),
    level: field('等级', 'choice', {
      enum: ['A', 'B'],
      'x-field': {
        type: 'choice',
        options: [
          { value: 'A', label: 'A 级', color: 'red' },
          { value: 'B', label: 'B 级' },
        ],
      },
    }),
    amount: field('金额', 'money', { type: 'number' }),
    tags: field('标签', 'tags', { type: 'array', items: { type: 'string' } }),
    owner: field('负责人', 'member', { 'x-field': { type: 'member', default: { dynamic: 'me' } } }),
    next: field('下次跟进', 'date', { format: 'date', 'x-field': { type: 'date', default: { dynamic: 'today' } } }),
    remark: field('备注', 'longText'),
  },
  'x-entity': { titleField: 'name', ownerField: 'owner' },
};

/** Its form: two sections, rules on two fields. */
export const customerForm: FormDoc = {
  key: 'customer',
  entity: 'customer',
  title: '客户',
  sections: [
    {
      key: 'basic',
      title: '基本信息',
      items: [{ field: 'name' }, { field: 'level' }, { field: 'owner' }, { field: 'remark', requiredWhen: "level = 'A'" }],
    },
    {
      key: 'money',
      title: '商务',
      items: [
        { field: 'amount', visibleWhen: "level = 'A'" },
        { field: 'tags', readOnlyWhen: "level = 'B'" },
      ],
    },
  ],
};

/** The customer as a person meets it who may read and write the given fields. */
export function customerModel(fields: Record<string, 'read' | 'write'> = allWritable()): EntityModel {
  const detail: AppDetail = {
    app: { key: 'customer', title: '客户管理', description: '', icon: 'users', color: 'teal', version: 1, design: false },
    documents: {
      app: { key: 'customer', title: '客户管理', version: '1.0.0' },
      entities: [customer],
      forms: [customerForm],
      views: [],
      workflows: [],
      dashboards: [],
      roles: [],
      i18n: {},
    },
    access: { customer: { actions: ['read', 'create', 'update'], fields, validator: '' } },
  };
  const model = createAppModel(detail).entities.get('customer');
  if (!model) throw new Error('the customer entity is there');
  return model;
}

function allWritable(): Record<string, 'write'> {
  return Object.fromEntries(Object.keys(customer.properties).map((key) => [key, 'write']));
}
