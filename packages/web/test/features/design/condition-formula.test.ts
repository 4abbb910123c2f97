import { compileFormula } from '@formwright/formula';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Condition, fromFormula, type Term, toFormula } from '../../../src/features/design/flow/condition/condition-formula.ts';

const place = { source: fc.constantFrom('record' as const, 'input' as const), field: fc.stringMatching(/^[a-z][a-zA-Z0-9_]{0,8}$/) };
const text = fc.string({ minLength: 1 }).filter((value) => !value.includes('\u0000'));
const constant = fc.oneof(text, fc.integer(), fc.boolean());
const term: fc.Arbitrary<Term> = fc.oneof(
  fc.record({
    ...place,
    op: fc.constantFrom('eq' as const, 'ne' as const, 'gt' as const, 'gte' as const, 'lt' as const, 'lte' as const),
    value: constant,
  }),
  fc.record({ ...place, op: fc.constant('in' as const), value: fc.array(text, { minLength: 1, maxLength: 3 }) }),
  fc.record({ ...place, op: fc.constant('contains' as const), value: text }),
  fc.record({ ...place, op: fc.constantFrom('empty' as const, 'notEmpty' as const) }),
);

describe('the condition builder and its formula', () => {
  it('say the same, both ways', () => {
    fc.assert(
      fc.property(fc.constantFrom('and' as const, 'or' as const), fc.array(term, { minLength: 1, maxLength: 4 }), (join, terms) => {
        const condition: Condition = { join: terms.length > 1 ? join : 'and', terms };
        const formula = toFormula(condition);
        expect(fromFormula(formula ?? '')).toEqual(condition);
      }),
    );
  });

  it('reads what people write by hand', () => {
    expect(fromFormula(`input.level="A"  and record.amount>=1000`)).toEqual({
      join: 'and',
      terms: [
        { source: 'input', field: 'level', op: 'eq', value: 'A' },
        { source: 'record', field: 'amount', op: 'gte', value: 1000 },
      ],
    });
  });

  it('leaves every other formula to the formula editor', () => {
    for (const formula of [
      '',
      'true',
      'record.a = 1 and record.b = 2 or record.c = 3',
      '$sum(record.items.price) > 10',
      'record.a = record.b',
      'record.a + 1 = 2',
      'other.a = 1',
    ]) {
      expect(fromFormula(formula)).toBeUndefined();
    }
  });

  it('has no formula while a line is not complete', () => {
    expect(toFormula({ join: 'and', terms: [{ source: 'record', field: 'level', op: 'eq' }] })).toBeUndefined();
    expect(toFormula({ join: 'and', terms: [] })).toBeUndefined();
  });

  it('means what its words say', () => {
    const holds = (one: Term, record: unknown) => compileFormula(toFormula({ join: 'and', terms: [one] }) ?? '').evaluate({ record });
    expect(holds({ source: 'record', field: 'level', op: 'in', value: ['A', 'B'] }, { level: 'B' })).toBe(true);
    expect(holds({ source: 'record', field: 'name', op: 'contains', value: '精密' }, { name: '苏州精密' })).toBe(true);
    expect(holds({ source: 'record', field: 'name', op: 'empty' }, { name: null })).toBe(true);
    expect(holds({ source: 'record', field: 'name', op: 'empty' }, {})).toBe(true);
    expect(holds({ source: 'record', field: 'name', op: 'notEmpty' }, { name: '甲' })).toBe(true);
    expect(holds({ source: 'record', field: 'amount', op: 'gt', value: 10 }, { amount: 11 })).toBe(true);
  });
});
