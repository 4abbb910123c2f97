import type { ApiRecord } from '@formwright/client';
import { describe, expect, it } from 'vitest';
import { afterLeaving, neighbour, toBox } from '../../../src/features/inbox/boxes.ts';
import { changedFields } from '../../../src/features/inbox/changed-fields.ts';

describe('moving through the inbox by keyboard', () => {
  it('goes down and up and stays at the ends', () => {
    expect(neighbour(['a', 'b', 'c'], 'a', 1)).toBe('b');
    expect(neighbour(['a', 'b', 'c'], 'a', -1)).toBe('a');
    expect(neighbour(['a', 'b', 'c'], 'c', 1)).toBe('c');
    expect(neighbour([], 'c', 1)).toBeUndefined();
    expect(neighbour(['a', 'b'], 'gone', 1)).toBe('a');
  });

  it('opens the next task once one is decided, or the one before at the end', () => {
    expect(afterLeaving(['a', 'b', 'c'], 'b')).toBe('c');
    expect(afterLeaving(['a', 'b', 'c'], 'c')).toBe('b');
    expect(afterLeaving(['a'], 'a')).toBeUndefined();
  });

  it('opens what is to do for an address nobody knows', () => {
    expect(toBox('cc')).toBe('cc');
    expect(toBox('nonsense')).toBe('todo');
  });
});

describe('the warning that a record changed', () => {
  const record = (version: number, values: object): ApiRecord => ({
    id: 'r',
    version,
    createdAt: '',
    createdBy: null,
    updatedAt: String(version),
    updatedBy: null,
    ...values,
  });

  it('names each field with what it was and is', () => {
    expect(changedFields(record(1, { amount: 1, tags: ['a'] }), record(2, { amount: 2, tags: ['a'], note: '新' }))).toEqual([
      { field: 'amount', before: 1, after: 2 },
      { field: 'note', before: undefined, after: '新' },
    ]);
  });

  it('is silent when nothing that is shown changed, though the version did', () => {
    expect(changedFields(record(1, { note: null }), record(5, {}))).toEqual([]);
  });
});
