import type { Filter } from '@formwright/metadata';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftOf, filterOf, keptValue, newTerm } from '../../../src/ui/filters/filter-draft.ts';
import { customerModel } from '../../support/customer.ts';

const fields = new Map(customerModel().fields.map((field) => [field.key, field]));

describe('writing a filter', () => {
  it('leaves out conditions that have no value yet', () => {
    const level = fields.get('level');
    if (!level) throw new Error('the field is there');
    const draft = draftOf({ all: [{ field: 'name', op: 'contains', value: '苏州' }] });
    expect(filterOf({ ...draft, parts: [...draft.parts, newTerm(level)] }, fields)).toEqual({
      all: [{ field: 'name', op: 'contains', value: '苏州' }],
    });
  });

  it('is nothing when no condition is whole', () => {
    expect(filterOf(draftOf(undefined), fields)).toBeUndefined();
  });

  it('keeps a value that still fits when the comparison changes', () => {
    expect(keptValue('eq', 'ne', 'A')).toBe('A');
    expect(keptValue('eq', 'in', 'A')).toEqual(['A']);
    expect(keptValue('in', 'between', ['A'])).toBeUndefined();
  });

  it('gives back every filter that was opened and not touched', () => {
    const term = fc.oneof(
      fc.record({
        field: fc.constant('name'),
        op: fc.constantFrom('contains' as const, 'eq' as const),
        value: fc.string({ minLength: 1 }),
      }),
      fc.record({
        field: fc.constant('level'),
        op: fc.constantFrom('in' as const, 'nin' as const),
        value: fc.subarray(['A', 'B'], { minLength: 1 }),
      }),
      fc.record({ field: fc.constant('amount'), op: fc.constant('between' as const), value: fc.tuple(fc.integer(), fc.integer()) }),
      fc.record({ field: fc.constant('next'), op: fc.constantFrom('empty' as const, 'notEmpty' as const) }),
      fc.constant({ field: 'owner', op: 'eq' as const, value: { dynamic: 'me' } }),
    );
    const group = fc.oneof(
      fc.array(term, { minLength: 1, maxLength: 4 }).map((all): Filter => ({ all })),
      fc.array(term, { minLength: 1, maxLength: 4 }).map((any): Filter => ({ any })),
    );
    const whole = fc.array(fc.oneof(term, group), { minLength: 1, maxLength: 4 }).map((all): Filter => ({ all: all as Filter[] }));
    fc.assert(
      fc.property(whole, (filter) => {
        expect(filterOf(draftOf(filter), fields)).toEqual(filter);
      }),
    );
  });
});
