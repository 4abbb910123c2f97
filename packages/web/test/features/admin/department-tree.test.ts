import { describe, expect, it } from 'vitest';
import { departmentTree, withoutBelow } from '../../../src/features/admin/department-tree.ts';

const departments = [
  { id: 'a', name: '销售部', parent: null },
  { id: 'b', name: '华东', parent: 'a' },
  { id: 'c', name: '上海', parent: 'b' },
  { id: 'd', name: '财务部', parent: 'gone' },
];

describe('departments', () => {
  it('make a tree; one whose parent is gone stands at the top', () => {
    const tree = departmentTree(departments);
    expect(tree.map(({ id }) => id)).toEqual(['a', 'd']);
    expect(tree[0]?.children?.[0]?.children?.[0]?.id).toBe('c');
  });

  it('cannot be moved below themselves', () => {
    expect(withoutBelow(departments, 'a').map(({ id }) => id)).toEqual(['d']);
  });
});
