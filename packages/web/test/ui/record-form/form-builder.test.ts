import { describe, expect, it } from 'vitest';
import { changedValues } from '../../../src/ui/record-form/changed-values.ts';
import { formLayout, layoutItems } from '../../../src/ui/record-form/form-layout.ts';
import { formStates, missingFields } from '../../../src/ui/record-form/form-states.ts';
import { newValues } from '../../../src/ui/record-form/new-values.ts';
import { errorSchema } from '../../../src/ui/record-form/problem-validator.ts';
import { kindFieldName, rjsfSchema } from '../../../src/ui/record-form/rjsf-schema.ts';
import { customerForm, customerModel } from '../../support/customer.ts';

const facts = { now: '2026-11-22T08:00:00.000Z', timeZone: 'Asia/Shanghai' };

describe('the form of a record', () => {
  it('leaves out fields the person may not read', () => {
    const model = customerModel({ name: 'write', level: 'read' });
    const layout = formLayout(customerForm, model.fields);
    expect(layoutItems(layout).map(({ field }) => field.key)).toEqual(['name', 'level']);
  });

  it('shows every readable field in one section when no form was made', () => {
    const layout = formLayout(undefined, customerModel().fields);
    expect(layout.sections).toHaveLength(1);
    expect(layoutItems(layout)).toHaveLength(7);
  });

  it('becomes a JSON Schema in which our own component draws each field', () => {
    const { schema, uiSchema } = rjsfSchema(formLayout(customerForm, customerModel().fields));
    expect(Object.keys(schema.properties ?? {})).toEqual(['name', 'level', 'owner', 'remark', 'amount', 'tags']);
    expect(schema.properties?.level).toEqual({ type: 'string', enum: ['A', 'B'], title: '等级' });
    expect(uiSchema.level).toEqual({ 'ui:field': kindFieldName });
  });

  it('follows its rules as the values change', () => {
    const model = customerModel();
    const layout = formLayout(customerForm, model.fields);
    const states = (level: string) => formStates({ layout, values: { level }, canWrite: model.canWrite, facts });
    expect(states('A').get('amount')?.visible).toBe(true);
    expect(states('B').get('amount')?.visible).toBe(false);
    expect(states('A').get('remark')?.required).toBe(true);
    expect(states('B').get('tags')?.writable).toBe(false);
    expect(missingFields(layout, states('A'), { level: 'A', name: '甲' }).map(({ field }) => field.key)).toEqual(['remark']);
  });

  it('makes fields read-only that the person may only read', () => {
    const model = customerModel({ name: 'write', level: 'read' });
    const states = formStates({ layout: formLayout(customerForm, model.fields), values: {}, canWrite: model.canWrite, facts });
    expect(states.get('level')?.writable).toBe(false);
    expect(states.get('name')?.writable).toBe(true);
  });

  it('starts with the defaults of the fields and nothing else, not even for a required choice', () => {
    const values = newValues(customerModel().fields, { me: 'u1', myDepartment: undefined, today: '2026-11-22', now: facts.now });
    expect(values).toEqual({ owner: 'u1', next: '2026-11-22' });
  });

  it('sends only what changed, and null for what was emptied', () => {
    const before = { name: '甲', level: 'A', tags: ['x'], amount: null };
    expect(changedValues(before, { name: '甲', level: 'B', tags: [] }, ['name', 'level', 'tags', 'amount'])).toEqual({
      level: 'B',
      tags: [],
    });
    expect(changedValues(before, { level: 'A' }, ['name', 'level'])).toEqual({ name: null });
  });

  it('puts every problem beside its field and those of none at the top', () => {
    const schema = errorSchema(
      [
        { path: '/tags/1', code: 'TOO_LONG', params: { limit: 30 } },
        { path: '', code: 'RULE', params: { message: '赢单必须填写金额' } },
      ],
      'zh-CN',
    );
    expect(schema).toEqual({ tags: { __errors: ['最多 30 个字'] }, __errors: ['赢单必须填写金额'] });
  });
});
