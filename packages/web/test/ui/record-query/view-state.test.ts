import { describe, expect, it } from 'vitest';
import { readViewState, recordQuery, writeViewState } from '../../../src/ui/record-query/view-state.ts';
import { customerModel } from '../../support/customer.ts';

const model = customerModel();

describe('the address of a list', () => {
  it('keeps view, filter, order, search and the open record', () => {
    const params = new URLSearchParams({
      q: '苏州',
      filter: JSON.stringify({ field: 'level', op: 'eq', value: 'A' }),
      sort: 'amount:desc',
      record: 'r1',
    });
    const state = readViewState(params, model);
    expect(state).toMatchObject({
      search: '苏州',
      filter: { field: 'level', op: 'eq', value: 'A' },
      sort: [{ field: 'amount', dir: 'desc' }],
      record: 'r1',
    });
    expect([...writeViewState(state, model)].sort()).toEqual([...params].sort());
  });

  it('forgets what makes no sense or names a field one may not see', () => {
    const narrow = customerModel({ name: 'read' });
    const state = readViewState(
      new URLSearchParams({ filter: JSON.stringify({ field: 'amount', op: 'gt', value: 1 }), sort: 'amount:desc', new: '{{' }),
      narrow,
    );
    expect(state).toMatchObject({ filter: undefined, sort: undefined, creating: undefined });
  });

  it('asks the server for nothing special when nothing was changed', () => {
    expect(recordQuery(readViewState(new URLSearchParams(), model), model)).toEqual({ filter: undefined, sort: [], search: '' });
  });
});
